import type { DesiredTable } from "../model/desired.js";
import type { LiveState } from "../model/live.js";
import type { Owed } from "../model/journal.js";
import type { Policy } from "../model/policy.js";
import type { Field, LiveSettings } from "../model/settings.js";
import type { Change, Sibling } from "./change.js";
import { differ, sameDeclaration } from "./differ.js";
import type { SourcePair, TablePair } from "./pair.js";
import { isPaused } from "./resume.js";

/** One declared source with all that its tables share. */
export interface Site {
  readonly policy: Policy;
  readonly server: LiveState["server"];
  readonly pair: SourcePair;
  readonly siblings: readonly Sibling[];
}

export function siteOf(pair: SourcePair, policy: Policy, server: LiveState["server"]): Site {
  const siblings = pair.tables.map(({ desired, live }) => ({
    schema_id: live.id,
    name: live.name,
    typeBefore: live.settings.sync_type,
    typeAfter: desired.settings.sync_type ?? live.settings.sync_type,
  }));
  return { policy, server, pair, siblings };
}

/** A table before and after. */
export interface Draft {
  readonly change: Change;
  readonly misplaced: readonly Field[];
}

export function draftOf({ policy, server, pair, siblings }: Site, table: TablePair, owed: Owed | undefined): Draft {
  const { desired, live } = table;
  const paused = owed !== undefined && isPaused(owed, live);
  const before: LiveSettings = paused ? { ...live.settings, should_sync: true } : live.settings;
  const { after, changed, misplaced } = differ(desired, before);
  const change: Change = {
    server,
    policy,
    source: pair.live,
    live,
    declaredSource: pair.desired,
    desired,
    before,
    after,
    changed,
    strategy: policy.may_invalidate,
    siblings,
    owed,
  };
  return { change, misplaced };
}

/** How a declaration stands to the one it is compared with. */
export interface Provenance {
  /** values and consents are the same: whatever differs, differs because somebody edited the service */
  readonly unchanged: boolean;
  /** no apply has carried out yet what was declared before already */
  readonly pending: boolean;
  readonly drifted: readonly Field[];
}

const consents = ({ consent }: DesiredTable): string =>
  JSON.stringify(consent.map(({ id, strategy, reason }) => [id, strategy ?? null, reason]));

const sameTable = (change: Change, a: DesiredTable, b: DesiredTable): boolean =>
  sameDeclaration(differ(a, change.before).declared, differ(b, change.before).declared) && consents(a) === consents(b);

/**
 * @param earlier  the same table as declared at the base; undefined: it was not, so all of it is new
 * @param applied  the same table as declared when an apply last completed; undefined: it was not
 */
export function provenanceOf(
  change: Change,
  earlier: DesiredTable | undefined,
  applied: DesiredTable | undefined,
): Provenance {
  if (earlier === undefined) return { unchanged: false, pending: false, drifted: [] };
  const { before, changed, desired } = change;
  const [now, ...then] = [desired, earlier, applied].map((table) => table && differ(table, before).declared);
  return {
    unchanged: sameTable(change, desired, earlier),
    pending: applied === undefined || !sameTable(change, earlier, applied),
    drifted: [...changed].filter((field) =>
      then.every(
        (other) => other !== undefined && sameDeclaration({ [field]: now?.[field] }, { [field]: other[field] }),
      ),
    ),
  };
}
