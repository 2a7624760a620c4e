import type { Strategy } from "../model/effect.js";

/** Options as commander hands them over; absent means not given. */
export interface OutputOptions {
  readonly json?: boolean;
  /** --color or --no-color; absent: by terminal and environment */
  readonly color?: boolean;
}

export interface ProjectOptions extends OutputOptions {
  readonly config?: string;
  readonly target?: string;
}

export interface ScopeOptions {
  /** globs over source keys */
  readonly source?: readonly string[];
  /** globs over table names */
  readonly table?: readonly string[];
}

export interface ServiceOptions {
  /** a state document, or true for the packaged example */
  readonly sandbox?: string | true;
  readonly maxRequestsPerMinute?: number;
  readonly maxRequestsPerHour?: number;
  /** seconds */
  readonly timeout?: number;
  readonly concurrency?: number;
}

export type LiveOptions = ProjectOptions & ScopeOptions & ServiceOptions;

export type PlanFormat = "text" | "markdown" | "html" | "json";

export interface PlanOptions extends LiveOptions {
  readonly out?: string;
  readonly detailedExitcode?: boolean;
  readonly format?: PlanFormat;
  readonly explain?: boolean;
  readonly readers?: boolean;
  readonly writeConsent?: boolean;
  readonly strategy?: Strategy;
  readonly reason?: string;
}

export interface ApplyOptions extends LiveOptions {
  /** a plan written earlier */
  readonly file?: string;
  readonly approve?: string;
  /** false: --no-wait */
  readonly wait?: boolean;
  readonly pollSeconds?: number;
  /** minutes */
  readonly maxWait?: number;
}

/** Commands that ask before they write, and whose argument says what they speak of. */
export type AskingOptions = ProjectOptions & ServiceOptions & { readonly yes?: boolean };

export interface RotateOptions extends AskingOptions {
  readonly input: string;
  /** the name of an environment variable */
  readonly fromEnv?: string;
  readonly fromStdin?: boolean;
}

export interface DiscoverOptions extends AskingOptions {
  readonly detailedExitcode?: boolean;
  readonly dryRun?: boolean;
}

export interface PullOptions extends LiveOptions {
  /** for a first pull */
  readonly host?: string;
  readonly projectId?: number;
  readonly check?: boolean;
}
