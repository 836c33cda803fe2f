// One layer of a packet: what tcpdump prints on one line, or with -v on two that were joined.
parser grammar TcpdumpParser;

options { tokenVocab = TcpdumpLexer; }

singleLayer : layer EOF ;

layer
    : prefix linkLayer? IP? (BRACKETS PARENTHESES?)? header=PARENTHESES? sender=WORD GREATER receiver=WORD_COLON payload  # ipLayer
    | prefix ((WORD | GREATER)* ETHERTYPE)? ARP ~EOF*                                    # ignoredArp
    ;

prefix : number=WORD? stamp? place? ;

stamp
    : DATE? TIME  # clockStamp
    | EPOCH       # epochStamp
    ;

// -i any: flannel.1 Out
place : device=WORD? DIRECTION ;

// -e: 36:dc:85:1e:b3:40 > 00:16:3e:08:71:cf, ethertype IPv4 (0x0800), length 148:
// or: ..., ethertype 802.1Q (0x8100), length 102: vlan 5, p 0, ethertype IPv4 (0x0800),
linkLayer : (WORD | GREATER)* (ETHERTYPE (WORD | PARENTHESES)* WORD_COLON?)+ ;

payload
    : BRACKETS? TUNNEL (WORD | PARENTHESES | BRACKETS)* TUNNEL_KEY vni=WORD  # tunnelPayload
    | ~EOF+                                                      # otherPayload
    ;
