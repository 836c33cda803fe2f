package io.coldtrace.report;

import java.util.List;

/**
 * The way of a failed probe, as the model walks it.
 *
 * @param diagnosis the place of the diagnosis in the report, from 0
 * @param probe its id
 * @param asIs up to where it dies
 * @param mended once the fix is applied; empty if the model cannot know
 */
public record FlowPath(int diagnosis, String probe, List<PathHop> asIs, List<PathHop> mended) {
  public FlowPath {
    asIs = List.copyOf(asIs);
    mended = List.copyOf(mended);
  }
}
