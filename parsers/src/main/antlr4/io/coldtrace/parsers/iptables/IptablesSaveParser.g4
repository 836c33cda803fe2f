// iptables-save(8) and what iptables-restore(8) takes, a line at a time; comment lines and the
// counters before a rule are taken off before. How many words an option takes only its extension
// knows, as with getopt(3): a command is a list of words here.
parser grammar IptablesSaveParser;

options { tokenVocab = IptablesSaveLexer; }

singleLine
    : content=line EOF
    ;

line
    : (word=STAR_WORD | STAR name=WORD)                                      # tableLine
    | name=COLON_WORD policy=(WORD | STRING | COMMIT) counters=COUNTERS?          # chainLine
    | COMMIT                                                                 # commitLine
    | FLAG (FLAG | BANG | WORD | STRING | STAR | STAR_WORD | COLON_WORD | COUNTERS | COMMIT)*  # commandLine
    ;
