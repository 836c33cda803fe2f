# about: security agents run on all nodes and do nothing to packets
# node: 2
# expect: healthy
for agent in qaxsafed titanagent ds_agent; do
    mkdir -p "/opt/$agent"
    cp /usr/bin/dash "/opt/$agent/$agent"
    mkfifo "/opt/$agent/.control"
    setsid "/opt/$agent/$agent" 0<>"/opt/$agent/.control" >/dev/null 2>&1 &
done
