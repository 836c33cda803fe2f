// ipvsadm(8), a line at a time: "-L" in its variants (--stats, --rate, --thresholds,
// --persistent-conn, -c), and the commands that "-S" prints.
parser grammar IpvsadmParser;

options { tokenVocab = IpvsadmLexer; }

singleLine
    : line EOF
    ;

line
    : TITLE                                                      # titleLine
    | LOCAL_HEAD column*                                         # localHead
    | REMOTE_HEAD column*                                        # remoteHead
    | OTHER_HEAD                                                 # otherHead
    | PROTOCOL expires=WORD state=(WORD | PROTOCOL) source=WORD virtual=WORD server=WORD WORD*  # connectionLine
    | PROTOCOL service=WORD column*                              # serviceLine
    | ARROW server=WORD column*                                  # serverLine
    | command=FLAG option*                                       # commandLine
    ;

column
    : WORD
    | FLAG
    ;

option
    : FLAG WORD?
    ;
