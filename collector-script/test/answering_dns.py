"""A DNS server for tests: answers every A question with 172.26.0.1. Usage: answering_dns.py ADDRESS"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], 53))
while True:
    question, client = server.recvfrom(512)
    answer = b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x05\x00\x04" + socket.inet_aton("172.26.0.1")
    end = question.index(b"\0", 12) + 5
    server.sendto(question[:2] + b"\x85\x80\x00\x01\x00\x01\x00\x00\x00\x00" + question[12:end] + answer, client)
