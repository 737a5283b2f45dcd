"""When and by which steps somebody is reminded: pure."""
