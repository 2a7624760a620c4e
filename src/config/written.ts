import type { Consent, DesiredCdc, Target, ThresholdConsent, WebhookInputs } from "../model/desired.js";
import type { Policy } from "../model/policy.js";
import type { DeclaredSettings } from "../model/settings.js";
import { isRecord } from "../model/is-record.js";
import type { Checked } from "./validate.js";

/** A project file as `schemas/v1/project.schema.json` lets it through. */
export interface WrittenProject {
  readonly targets: Readonly<Record<string, WrittenTarget>>;
  readonly policy?: Partial<Omit<Policy, "destructive">> & { readonly destructive?: Partial<Policy["destructive"]> };
}

interface WrittenTarget extends Omit<Target, "name"> {
  readonly sources: readonly string[];
}

/** A source file as `schemas/v1/source.schema.json` lets it through. */
export interface WrittenSource {
  readonly source: { readonly id: string } | { readonly source_type: string; readonly prefix?: string };
  readonly defaults?: DeclaredSettings;
  readonly rules?: readonly { readonly tables: string; readonly set: DeclaredSettings }[];
  readonly tables: Readonly<Record<string, WrittenTable | null>>;
  readonly cdc?: DesiredCdc & { readonly enabled?: true };
  readonly webhook?: { readonly inputs?: WebhookInputs; readonly enabled?: boolean };
  readonly consent?: readonly Omit<ThresholdConsent, "at">[];
}

export interface WrittenTable extends DeclaredSettings {
  readonly protect?: boolean;
  readonly consent?: readonly Omit<Consent, "at">[];
}

/** The frame that everything else hangs in: the schema vouches for the rest, but for the paths that it refuses. */
export const isProject = (root: unknown, { refused }: Checked): root is WrittenProject =>
  isRecord(root) &&
  isRecord(root["targets"]) &&
  !refused.some(([part, ...rest]) => part === "targets" && rest.length === 0);

export const isSource = (root: unknown, { refused }: Checked): root is WrittenSource =>
  isRecord(root) &&
  isRecord(root["tables"]) &&
  isRecord(root["source"]) &&
  !refused.some(([part, ...rest]) => part === "source" || (part === "tables" && rest.length === 0));
