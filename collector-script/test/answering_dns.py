"""A DNS server for tests: answers every A question with 172.26.0.1, over UDP and TCP. Usage: answering_dns.py ADDRESS"""
import socket
import struct
import sys
import threading


def answer(question):
    record = b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x05\x00\x04" + socket.inet_aton("172.26.0.1")
    end = question.index(b"\0", 12) + 5
    return question[:2] + b"\x85\x80\x00\x01\x00\x01\x00\x00\x00\x00" + question[12:end] + record


def serve_tcp(server):
    while True:
        client, _ = server.accept()
        with client:
            length = client.recv(2, socket.MSG_WAITALL)
            if len(length) == 2:
                reply = answer(client.recv(struct.unpack("!H", length)[0], socket.MSG_WAITALL))
                client.sendall(struct.pack("!H", len(reply)) + reply)


tcp = socket.create_server((sys.argv[1], 53))
threading.Thread(target=serve_tcp, args=[tcp], daemon=True).start()
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind((sys.argv[1], 53))
while True:
    asked, sender = udp.recvfrom(512)
    udp.sendto(answer(asked), sender)
