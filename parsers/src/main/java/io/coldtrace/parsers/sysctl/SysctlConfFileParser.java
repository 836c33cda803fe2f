package io.coldtrace.parsers.sysctl;

import io.coldtrace.facts.kernel.SysctlSetting;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.NodePath;
import io.coldtrace.parsers.RecordParser;
import io.coldtrace.parsers.sysctl.SysctlConfParser.AssignmentLineContext;
import io.coldtrace.parsers.sysctl.SysctlConfParser.CommentLineContext;
import io.coldtrace.parsers.sysctl.SysctlConfParser.ExcludeLineContext;
import org.antlr.v4.runtime.CharStreams;

/**
 * A file of the sysctl load chain, sysctl.d(5) and sysctl.conf(5):
 *
 * <pre>
 * # comment
 * ; comment
 * net.ipv4.ip_forward = 1
 * net/ipv4/conf/eth0.100/rp_filter=0
 * -net.ipv4.conf.*.rp_filter = 2
 * -net.ipv4.conf.all.rp_filter
 * </pre>
 */
public final class SysctlConfFileParser implements FileParser {
  @Override
  public String kind() {
    return "sysctl-conf";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    RecordParser<SysctlConfParser> parser =
        new RecordParser<>(new SysctlConfLexer(CharStreams.fromString("")), SysctlConfParser::new);
    for (int line = 1; line <= text.lines().size(); line++) {
      String content = text.line(line);
      if (content.isBlank()) {
        ledger.ignored(line, Ignored.BLANK);
      } else {
        LineVisitor visitor = new LineVisitor(text, line, ledger);
        parser.parse(content, SysctlConfParser::singleLine).ifPresent(visitor::visit);
      }
    }
  }

  private static final class LineVisitor extends SysctlConfParserBaseVisitor<Void> {
    private final CapturedText text;
    private final int line;
    private final LineLedger ledger;

    LineVisitor(CapturedText text, int line, LineLedger ledger) {
      this.text = text;
      this.line = line;
      this.ledger = ledger;
    }

    @Override
    public Void visitCommentLine(CommentLineContext comment) {
      ledger.ignored(line, Ignored.COMMENT);
      return null;
    }

    @Override
    public Void visitAssignmentLine(AssignmentLineContext assignment) {
      String value = assignment.VALUE() == null ? "" : assignment.VALUE().getText();
      setting(assignment.KEY().getText(), value, assignment.ignoreErrors != null, false);
      return null;
    }

    @Override
    public Void visitExcludeLine(ExcludeLineContext exclude) {
      setting(exclude.KEY().getText(), "", true, true);
      return null;
    }

    private void setting(String key, String value, boolean ignoreErrors, boolean exclude) {
      ledger.fact(
          new SysctlSetting(
              text.at(line),
              NodePath.of(text.at(line)),
              SysctlKey.normalize(key),
              value,
              ignoreErrors,
              exclude));
    }
  }
}
