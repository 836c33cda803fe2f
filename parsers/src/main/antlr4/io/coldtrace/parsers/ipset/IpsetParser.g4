// ipset(8), a line at a time: what "save" prints and "restore" takes, and the fields of "list".
parser grammar IpsetParser;

options { tokenVocab = IpsetLexer; }

singleLine
    : line EOF
    ;

line
    : EXIST? CREATE EXIST? set=word type=WORD option* EXIST?     # createLine
    | EXIST? ADD EXIST? set=word element=WORD option* EXIST?     # addLine
    | EXIST? OTHER_COMMAND word*                                 # ignoredCommand
    | NAME set=word                                              # nameLine
    | TYPE type=WORD                                             # typeLine
    | HEADER option*                                             # headerLine
    | FIELD WORD                                                 # ignoredField
    | MEMBERS                                                    # membersLine
    ;

// An element as "list" prints it, below "Members:".
singleMember
    : element=word option* EOF
    ;

option
    : word
    | STRING
    ;

word
    : WORD
    | CREATE
    | ADD
    | OTHER_COMMAND
    ;
