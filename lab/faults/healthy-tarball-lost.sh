# about: nothing is wrong, and one node's tarball never arrives
# node: 1
# tarball: lost
# expect: healthy
:
