// nft(8) is led by its keywords: without them nothing tells where a comparison ends. So what begins
// a clause is a token here; everything else (fields, values, names) is a WORD, and the parser takes
// a keyword for a word wherever it cannot begin a clause.
lexer grammar NftRulesetLexer;

ACCEPT : 'accept' ;
ADD : 'add' ;
AND : 'and' ;
BURST : 'burst' ;
BYTES : 'bytes' ;
COMMENT : 'comment' ;
CONTINUE : 'continue' ;
COUNT : 'count' ;
COUNTER : 'counter' ;
CT : 'ct' ;
DELETE : 'delete' ;
DEVICE : 'device' ;
DEVICES : 'devices' ;
DIRECTION : 'original' | 'reply' ;
DNAT : 'dnat' ;
DROP : 'drop' ;
ELEMENTS : 'elements' ;
EXPIRES : 'expires' ;
FIB : 'fib' ;
FLAGS : 'flags' ;
FLOW : 'flow' ;
FWD : 'fwd' ;
GOTO : 'goto' ;
HANDLE : 'handle' ;
HOOK : 'hook' ;
JUMP : 'jump' ;
LAST : 'last' ;
LIMIT : 'limit' ;
LOG : 'log' ;
LOG_OPTION : 'level' | 'group' | 'snaplen' | 'queue-threshold' ;
MAP : 'map' ;
MASQUERADE : 'masquerade' ;
MATCH : 'match' ;
META : 'meta' ;
META_KEY
    : 'iif' | 'iifname' | 'iifgroup' | 'iiftype' | 'oif' | 'oifname' | 'oifgroup' | 'oiftype'
    | 'mark' | 'skuid' | 'skgid' | 'rtclassid' | 'pkttype' | 'cpu' | 'cgroup' | 'ibrname' | 'obrname'
    ;
MOD : 'mod' ;
NAME : 'name' ;
NOTRACK : 'notrack' ;
NUMGEN : 'numgen' ;
OFFSET : 'offset' ;
OPTION : 'option' ;
OR : 'or' ;
OVER : 'over' ;
PACKETS : 'packets' ;
POLICY : 'policy' ;
PREFIX : 'prefix' ;
PRIORITY : 'priority' ;
PROTOCOL
    : 'ip' | 'ip6' | 'tcp' | 'udp' | 'udplite' | 'icmp' | 'icmpv6' | 'igmp' | 'sctp' | 'dccp' | 'th'
    | 'ether' | 'vlan' | 'arp' | 'ah' | 'esp' | 'comp' | 'frag' | 'hbh' | 'dst' | 'mh'
    ;
QUEUE : 'queue' ;
QUOTA : 'quota' ;
RATE : 'rate' ;
REDIRECT : 'redirect' ;
REJECT : 'reject' ;
RETURN : 'return' ;
RT : 'rt' ;
SET : 'set' ;
SNAT : 'snat' ;
SOCKET : 'socket' ;
SYNPROXY : 'synproxy' ;
TARGET : 'target' ;
TIMEOUT : 'timeout' ;
TO : 'to' ;
TPROXY : 'tproxy' ;
TYPE : 'type' ;
TYPEOF : 'typeof' ;
UPDATE : 'update' ;
USED : 'used' ;
VMAP : 'vmap' ;
WITH : 'with' ;
XOR : 'xor' ;
XT : 'xt' ;

AMPERSAND : '&' ;
ASSIGN : '=' ;
BANG : '!' ;
CARET : '^' ;
COLON : ':' ;
COMMA : ',' ;
COMPARATOR : '==' | '!=' | '<' | '>' | '<=' | '>=' ;
DOT : '.' ;
HASH : '#' ;
LBRACE : '{' ;
LPAREN : '(' ;
MINUS : '-' ;
PIPE : '|' ;
PLUS : '+' ;
RBRACE : '}' ;
RPAREN : ')' ;
SEMICOLON : ';' ;
SHIFT : '<<' | '>>' ;
SLASH : '/' ;

STRING : '"' ~["\r\n]* '"' ;
SET_REFERENCE : '@' WORD_CHARACTER+ ;
// "10.0.0.0/8", "-300", "[fd00::1]:53", ":8080" and "eth*" are one word each.
WORD : WORD_CHARACTER+ ;
BLANKS : [ \t]+ -> skip ;
UNRECOGNIZED : . ;

fragment WORD_CHARACTER : ~[ \t\r\n"{}(),;|&^<>=!#] ;
