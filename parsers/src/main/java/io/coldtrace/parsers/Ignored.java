package io.coldtrace.parsers;

/** Why a line is deliberately no fact. */
public enum Ignored {
  /** Nothing but blanks. */
  BLANK,
  /** The format's own comment. */
  COMMENT,
  /** A head line or a title: column names, a count, a legend. */
  HEADING,
  /** It belongs to the format and says nothing that is modelled. */
  NOT_MODELLED,
  /** A prompt with the command that was typed, or a heading between two pasted outputs. */
  PROMPT,
  /** It ends a block, a chain or a transaction. */
  STRUCTURE,
  /** What the tool said on the side: a hint, a warning, a message of its standard error. */
  TOOL_MESSAGE
}
