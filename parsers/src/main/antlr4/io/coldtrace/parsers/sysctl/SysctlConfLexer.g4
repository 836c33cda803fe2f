// One line of a sysctl.d(5) file. A value runs to the end of the line: a '#' or '=' inside it is
// part of it, so what follows the first '=' is read in a mode of its own.
lexer grammar SysctlConfLexer;

COMMENT : [#;] ~[\r\n]* ;
DASH : '-' ;
EQUALS : '=' -> mode(VALUE_MODE) ;
KEY : ~[-#;= \t\r\n] ~[= \t\r\n]* ;
BLANKS : [ \t]+ -> skip ;
UNRECOGNIZED : . ;

mode VALUE_MODE;

VALUE : ~[ \t\r\n] (~[\r\n]* ~[ \t\r\n])? ;
VALUE_BLANKS : [ \t]+ -> skip ;
VALUE_UNRECOGNIZED : . -> type(UNRECOGNIZED) ;
