# about: two faults: a wrong FDB entry on one node, a REJECT before everything in FORWARD on another one
# node: 2
# where: machine
# expect: forward-reject-above-accept + flannel-fdb-wrong
"$LAB" inject fdb-missing --node "$NODE"
"$LAB" inject forward-reject-first --node "$PEER"
