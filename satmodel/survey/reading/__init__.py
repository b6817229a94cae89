"""From files to one sheet of respondents: which files, which codes, which questions."""
