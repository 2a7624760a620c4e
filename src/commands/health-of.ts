import type { FindingGroup, HealthReport, TableFinding } from "../model/health-report.js";
import { adviceFor } from "./advice.js";
import type { Surgery } from "./advice.js";
import type { Session } from "./session.js";
import type { Examined, Ward } from "./ward.js";

/** What was found, by cause: tables that share one are told of once. */
export function reportOf(
  { service }: Session,
  sources: number,
  { examined, unread }: Ward,
  surgery: Surgery,
  single: boolean,
): HealthReport {
  const groups = new Map<string, Examined[]>();
  for (const table of examined) {
    if (table.diagnosis === undefined) continue;
    const { cause, message, remedies, otherwise } = table.diagnosis;
    const key = JSON.stringify([table.key, cause, message, remedies, otherwise]);
    const there = groups.get(key);
    if (there === undefined) groups.set(key, [table]);
    else there.push(table);
  }
  const [first] = examined;
  return {
    target: service.target.name,
    tables: examined.length,
    sources,
    groups: [...groups.values()].flatMap((tables) => groupOf(tables, surgery)),
    healthy:
      single && first?.diagnosis === undefined && first !== undefined
        ? { ...factsOf(first), address: first.address }
        : undefined,
    unread,
  };
}

function groupOf(tables: readonly Examined[], surgery: Surgery): readonly FindingGroup[] {
  const diagnosis = tables[0]?.diagnosis;
  if (diagnosis === undefined) return [];
  const { cause, message } = diagnosis;
  const told = (of: readonly Examined[]) => ({
    advice: diagnosis.remedies.flatMap((remedy) => adviceFor(remedy, of, surgery)),
    otherwise: diagnosis.otherwise.flatMap((remedy) => adviceFor(remedy, of, surgery)),
  });
  const findings = tables.map((table): TableFinding => ({
    address: table.address,
    source: table.key,
    table: table.table.name,
    schema_id: table.table.id,
    managed: table.declared !== undefined,
    ...factsOf(table),
    cause,
    message,
    evidence: table.diagnosis?.evidence ?? [],
    switched_off: diagnosis.switched_off,
    ...told([table]),
  }));
  return [{ source: tables[0]?.key ?? "", cause, message, findings, ...told(tables) }];
}

const MOST_RUNS = 5;

function factsOf({ table }: Examined) {
  const jobs = table.jobs.state === "read" ? table.jobs.value : undefined;
  const completed = jobs?.find(({ status }) => status === "Completed");
  return {
    status: table.status,
    sync_type: table.settings.sync_type,
    should_sync: table.settings.should_sync,
    last_synced_at: table.last_synced_at,
    last_worked: completed?.finished_at ?? table.last_synced_at,
    runs:
      jobs?.slice(0, MOST_RUNS).map(({ status, created_at, finished_at, rows_synced }) => ({
        status,
        created_at,
        finished_at,
        rows_synced,
      })) ?? null,
  };
}
