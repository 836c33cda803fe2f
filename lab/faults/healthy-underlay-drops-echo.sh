# about: the switch drops pings and carries all else
# where: underlay
# expect: healthy
nft -f - <<END
table bridge echo {
    chain forward {
        type filter hook forward priority 0; policy accept;
        ip protocol icmp icmp type echo-request drop
    }
}
END
