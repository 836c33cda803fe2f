// Lines of ipset(8), both of "save" and of "list". A set may be called anything.
lexer grammar IpsetLexer;

CREATE : 'create' | '-N' | '--create' ;
ADD : 'add' | '-A' | '--add' ;
OTHER_COMMAND
    : 'del' | '-D' | '--del' | 'destroy' | '-X' | '--destroy' | 'flush' | '-F' | '--flush'
    | 'rename' | '-E' | '--rename' | 'swap' | '-W' | '--swap' | 'COMMIT'
    ;
EXIST : '-exist' | '-!' | '--exist' ;

NAME : 'Name:' ;
TYPE : 'Type:' ;
HEADER : 'Header:' ;
FIELD : 'Revision:' | 'Size in memory:' | 'References:' | 'Number of entries:' | 'Default binding:' ;
MEMBERS : 'Members:' ;

STRING : '"' ~["\r\n]* '"' ;
WORD : ~[ \t\r\n"]+ ;
BLANKS : [ \t]+ -> skip ;
UNRECOGNIZED : . ;
