// sysctl.d(5) and sysctl.conf(5), a line at a time.
parser grammar SysctlConfParser;

options { tokenVocab = SysctlConfLexer; }

singleLine
    : line EOF
    ;

line
    : COMMENT                                # commentLine
    | ignoreErrors=DASH? KEY EQUALS VALUE?   # assignmentLine
    | DASH KEY                               # excludeLine
    ;
