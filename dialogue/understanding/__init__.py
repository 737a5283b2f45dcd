"""Understanding: which topic a question means, in Thai, Lao, Isan, or Lao in Thai letters."""
