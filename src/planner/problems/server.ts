import type { LiveTable, Probe } from "../../model/live.js";
import { serverKnows } from "../../model/server-fields.js";
import type { Change, ProblemCheck } from "../change.js";

export const serverTooOld = {
  code: "server-too-old",
  about:
    "This PostHog server is older than what the change needs. A server of 2025 may clear the sync type on any save; a later one ignores a field that it does not know, without an error. Update the server, or remove the field.",
  check: ({ server, changed }: Pick<Change, "server" | "changed">) => {
    if (server.too_old)
      return {
        message: "this PostHog server may clear the sync type of a table on any save, so nothing is written to it",
        hint: "update PostHog to a version of April 2026 or later",
      };
    const unknown = [...changed].filter((field) => !serverKnows(server, field));
    if (unknown.length === 0) return undefined;
    return {
      message: `this PostHog server does not know ${unknown.join(", ")} and would ignore it without an error`,
      hint: `update PostHog, or remove ${unknown.join(", ")} from this table`,
    };
  },
} satisfies ProblemCheck;

export const directQuery = {
  code: "direct-query",
  about:
    "A direct-query source is read where it is and syncs nothing: its tables have no sync settings. Remove it from the configuration.",
  check: ({ source }: Pick<Change, "source">) =>
    source.access_method === "direct"
      ? {
          message: "this source is queried where it is: nothing of it is synced, so there is nothing to configure",
          hint: "remove its file from the target's sources",
        }
      : undefined,
} satisfies ProblemCheck;

/** A source, and the table of it that changes, if one does. */
type Asked = Pick<Change, "source"> & { readonly live?: Pick<LiveTable, "offer"> };

const refusals = ({ source, live }: Asked): readonly Extract<Probe<never>, { state: "refused" }>[] =>
  [live?.offer, source.cdc.status, source.cdc.prerequisites, source.webhook].filter(
    (probe) => probe?.state === "refused",
  );

export const managedByPosthog = {
  code: "managed-by-posthog",
  about:
    "PostHog manages this source itself: it can be read and not changed through the API. Remove it from the configuration.",
  check: (change: Asked) =>
    refusals(change).some(({ reason }) => reason === "managed")
      ? {
          message: "PostHog manages this source itself and refuses every change to it",
          hint: "remove this table from the configuration",
        }
      : undefined,
} satisfies ProblemCheck;

export const sourceError = {
  code: "source-error",
  about:
    "PostHog could not get an answer from the source while the change was checked (credentials, network, a missing table). What could not be read is not taken for unchanged. Mend the connection, then plan again.",
  check: (change: Asked) => {
    const failed = refusals(change).filter(({ reason }) => reason !== "scope" && reason !== "managed");
    if (failed.length === 0) return undefined;
    return {
      message: `the change could not be checked against the source: ${[...new Set(failed.map(({ message }) => message))].join("; ")}`,
      hint: "check the source's connection in PostHog, then plan again",
    };
  },
} satisfies ProblemCheck;
