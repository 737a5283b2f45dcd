"""Rich menus: what stands in them, their pictures, and who is shown which."""
