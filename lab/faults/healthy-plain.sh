# about: nothing is wrong
# node: 1
# expect: healthy
:
