// Words of one layer of a packet as tcpdump prints it. Names of devices and protocols are words.
lexer grammar TcpdumpLexer;

DATE : DIGIT DIGIT DIGIT DIGIT '-' DIGIT DIGIT '-' DIGIT DIGIT ;
TIME : DIGIT+ ':' DIGIT DIGIT ':' DIGIT DIGIT ('.' DIGIT+)? ;
EPOCH : DIGIT DIGIT DIGIT DIGIT DIGIT DIGIT DIGIT DIGIT DIGIT DIGIT* '.' DIGIT+ ;

DIRECTION : 'In' | 'Out' | 'P' | 'B' | 'M' ;
IP : 'IP' '6'? ;
// Captures of nflog and of Solaris' loopback say family instead.
ETHERTYPE : 'ethertype' | 'family' ;
ARP : 'ARP' ','? ;
GREATER : '>' ;

// flannel's port 8472 was OTV's, so tcpdump takes its packets for OTV unless told otherwise.
TUNNEL : 'OTV,' | 'VXLAN,' ;
TUNNEL_KEY : 'instance' | 'vni' ;

// (tos 0x0, ttl 64, id 25065, offset 0, flags [none], proto UDP (17), length 134)
PARENTHESES : '(' (~[()] | PARENTHESES)* ')' ;

// [bad udp cksum 0xffff -> 0x4b80!]
BRACKETS : '[' ~[\]]* ']' ;

// 192.168.56.12.8472:
WORD_COLON : ~[ \t()]+ ':' ;

WORD : ~[ \t()]+ ;
BLANK : [ \t]+ -> skip ;
UNRECOGNIZED : . ;

fragment DIGIT : [0-9] ;
