// A line of iptables-save, as shapes: names of tables, chains, modules and options are no keywords,
// for a chain may be called anything.
lexer grammar IptablesSaveLexer;

COMMIT : 'COMMIT' ;
BANG : '!' ;
COUNTERS : '[' [0-9]+ ':' [0-9]+ ']' ;
// "-1" is a number, "-4" an option.
FLAG : '-' '-'? [a-zA-Z] WORD_CHARACTER* | '-4' | '-6' ;
STAR : '*' ;
STAR_WORD : '*' WORD_CHARACTER+ ;
COLON_WORD : ':' WORD_CHARACTER+ ;
STRING : QUOTED ;
// iptables-restore takes quotes in the middle of a word as well.
WORD : (WORD_CHARACTER | QUOTED)+ ;
BLANKS : [ \t]+ -> skip ;
UNRECOGNIZED : . ;

fragment WORD_CHARACTER : ~[ \t\r\n"] ;
fragment QUOTED : '"' ('\\' ~[\r\n] | ~["\\\r\n])* '"' ;
