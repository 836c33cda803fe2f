// What "nft list ruleset" of nft(8) prints, a record at a time: the head of a block, a line of a
// set, the hook of a base chain, a rule. There is no recursion, so depth costs no stack.
parser grammar NftRulesetParser;

options { tokenVocab = NftRulesetLexer; }

singleOpening
    : name+ LBRACE handle? EOF
    ;

singleBaseChain
    : TYPE type=word HOOK hook=word (DEVICE device=name | DEVICES ASSIGN devices=set)?
      PRIORITY priority SEMICOLON (FLAGS word SEMICOLON)?
      (POLICY policy=(ACCEPT | DROP) SEMICOLON)? EOF
    ;

priority
    : base=word (sign=(PLUS | MINUS) offset=word)?
    ;

singleSetLine
    : setLine EOF
    ;

setLine
    : (TYPE | TYPEOF) ~SEMICOLON+                                                          # typeLine
    | ELEMENTS ASSIGN set                                                         # elementsLine
    | (COMMENT | COUNTER | FLAGS | LIMIT | POLICY | QUOTA | TIMEOUT | WORD) ~SEMICOLON*    # attributeLine
    ;

singleRule
    : clause* ending? trailer EOF
    ;

// For a rule that singleRule cannot read: nft prints the verdict last.
singleUnreadRule
    : unread verdict trailer EOF
    ;

unread
    : .+?
    ;

trailer
    : (COMMENT STRING)? handle?
    ;

handle
    : HASH HANDLE WORD
    ;

clause
    : key binary* operator=(COMPARATOR | BANG)? values                            # comparison
    | key COMPARATOR? bits SLASH mask=bits                                        # maskedComparison
    | LIMIT (rate | NAME expression)                                              # limit
    | QUOTA (OVER? WORD WORD (USED WORD WORD)? | NAME expression)                 # quota
    | CT COUNT OVER? WORD                                                         # connectionCount
    | XT MATCH name                                                               # foreignMatch
    | (ADD | UPDATE | DELETE) SET_REFERENCE LBRACE braced RBRACE                  # setUpdate
    | COUNTER (PACKETS WORD BYTES WORD | NAME expression)?                        # counter
    | LOG (PREFIX STRING | LOG_OPTION word | FLAGS PROTOCOL? word (COMMA word)*)* # log
    | key SET expression                                                          # assignment
    | NOTRACK                                                                     # notrack
    | SYNPROXY WORD*                                                              # synproxy
    | FLOW word SET_REFERENCE                                                     # flowOffload
    | TPROXY PROTOCOL? TO WORD                                                    # transparentProxy
    | XT TARGET name                                                              # foreignTarget
    ;

rate
    : RATE OVER? WORD WORD? (BURST WORD (WORD | PACKETS | BYTES)?)?
    ;

braced
    : ~(LBRACE | RBRACE)*
    ;

ending
    : verdict                                                                     # verdictEnding
    | (DNAT | SNAT | REDIRECT | MASQUERADE | FWD) ~(COMMENT | HASH)*              # translation
    ;

verdict
    : (ACCEPT | DROP | CONTINUE | RETURN)                                         # plainVerdict
    | (JUMP | GOTO) chain=name                                                    # chainVerdict
    | REJECT (WITH protocol=word TYPE? reason=word)?                               # rejectVerdict
    | QUEUE ~(COMMENT | HASH)*                                                    # queueVerdict
    | key VMAP map                                                                # mapVerdict
    ;

map
    : set
    | SET_REFERENCE
    ;

key
    : keyPart (DOT keyPart)*
    ;

keyPart
    : META word
    | META_KEY
    | PROTOCOL word
    | PROTOCOL OPTION word word?
    | CT word
    | CT DIRECTION PROTOCOL? word
    | FIB word (DOT word)* word
    | SOCKET word
    | RT PROTOCOL? word
    | NUMGEN word MOD WORD (OFFSET WORD)?
    | SET_REFERENCE COMMA WORD COMMA WORD
    ;

binary
    : binaryOperator operand
    ;

binaryOperator
    : AMPERSAND | PIPE | CARET | SHIFT | AND | OR | XOR
    ;

operand
    : word
    | STRING
    | LPAREN ~(LPAREN | RPAREN)* RPAREN
    ;

values
    : value (COMMA value)*
    | set
    | SET_REFERENCE
    ;

value
    : operand ((PIPE | MINUS) operand)*
    ;

bits
    : word (COMMA word)*
    ;

expression
    : term (binaryOperator term)* (MAP map)?
    ;

term
    : key
    | operand
    ;

set
    : LBRACE (element (COMMA element)* COMMA?)? RBRACE
    ;

element
    : elementValue elementOption* (COLON data=elementData)?
    ;

elementValue
    : value (DOT value)*
    ;

elementData
    : verdict
    | elementValue
    ;

elementOption
    : COUNTER (PACKETS WORD BYTES WORD)?
    | LIMIT rate
    | QUOTA OVER? WORD WORD (USED WORD WORD)?
    | CT COUNT OVER? WORD
    | LAST (USED word+)?
    | (TIMEOUT | EXPIRES) WORD
    | COMMENT STRING
    ;

// Tables, chains and sets of other tools may be called anything.
name
    : word
    | STRING
    | ACCEPT | DROP | CONTINUE | RETURN | JUMP | GOTO | REJECT | QUEUE
    | COMMENT | COUNTER | LIMIT | MAP | QUOTA | SET | VMAP
    ;

// Whatever cannot end or begin a clause in its place.
word
    : WORD
    | ADD | AND | BURST | BYTES | COUNT | CT | DELETE | DEVICE | DEVICES | DIRECTION | DNAT | ELEMENTS
    | EXPIRES | FIB | FLAGS | FLOW | FWD | HANDLE | HOOK | LAST | LOG | LOG_OPTION | MASQUERADE | MATCH
    | META | META_KEY | MOD | NAME | NOTRACK | NUMGEN | OFFSET | OPTION | OR | OVER | PACKETS | POLICY
    | PREFIX | PRIORITY | PROTOCOL | RATE | REDIRECT | RT | SNAT | SOCKET | SYNPROXY | TARGET | TIMEOUT
    | TO | TPROXY | TYPE | TYPEOF | UPDATE | USED | WITH | XOR | XT
    ;
