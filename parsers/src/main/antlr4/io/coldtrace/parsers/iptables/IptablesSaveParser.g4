// iptables-save(8), a line at a time; comment lines and the counters before a rule are taken off
// before.
parser grammar IptablesSaveParser;

options { tokenVocab = IptablesSaveLexer; }

singleLine
    : line EOF
    ;

line
    : STAR_WORD                                  # tableLine
    | COLON_WORD policy=argument COUNTERS?       # chainLine
    | APPEND chain=argument option*              # appendLine
    | COMMIT                                     # commitLine
    ;

option
    : BANG? FLAG argument*                       # plainOption
    | FLAG BANG argument+                        # oldNegation
    ;

// What looks like the beginning of another kind of line is a word here: "--dport :1024".
argument
    : WORD
    | STRING
    | STAR_WORD
    | COLON_WORD
    | COUNTERS
    | COMMIT
    ;
