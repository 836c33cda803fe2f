// Lines of ipvsadm(8). Schedulers and flags are words.
lexer grammar IpvsadmLexer;

TITLE : 'IP Virtual Server version ' ~[\r\n]* ;
LOCAL_HEAD : 'Prot' [ \t]+ 'LocalAddress:Port' ;
REMOTE_HEAD : '->' [ \t]+ 'RemoteAddress:Port' ;
OTHER_HEAD
    : ('IPVS connection entries' | 'pro expire state ' | 'Timeout (') ~[\r\n]*
    ;
PROTOCOL : 'TCP' | 'UDP' | 'SCTP' | 'FWM' ;
ARROW : '->' ;
// "-A", "--add-service"
FLAG : '-' '-'? [a-zA-Z] [a-zA-Z-]* ;
WORD : ~[ \t\r\n]+ ;
BLANKS : [ \t]+ -> skip ;
UNRECOGNIZED : . ;
