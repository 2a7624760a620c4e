import type { Diagnostic } from "../../model/diagnostic.js";
import { counted } from "../../model/numbers.js";
import { labelled } from "../layout.js";
import { fence } from "../markdown-text.js";
import { COLUMNS } from "../plan-sections.js";
import { visibleTexts } from "../visible.js";
import { whole } from "./budget.js";
import type { Section } from "./budget.js";

/** Why there is no plan: a failed call, or mistakes in the files. */
export interface Trouble {
  readonly code: string;
  /** what is so, and what follows */
  readonly message: string;
  /** the next thing to do */
  readonly hint: string;
  readonly diagnostics?: readonly Diagnostic[];
}

/** The others stand on their lines, as annotations, or repeat the same mistake. */
const SHOWN = 30;
const LABEL_WIDTH = 3;

const mistake = ({ file, line, column, code, message, hint, source }: Diagnostic): readonly string[] => [
  `${file}:${line}:${column} (${code})`,
  ...labelled("", LABEL_WIDTH, message, COLUMNS),
  ...(source === undefined || source.trim() === "" ? [] : [`   | ${source.trim()}`]),
  ...labelled("", LABEL_WIDTH, `→ ${hint}`, COLUMNS),
];

/** Why there is no plan, with every mistake and its way out. */
export function troubleSection(given: Trouble): Section {
  const { code, message, hint, diagnostics = [] } = visibleTexts(given);
  const left = diagnostics.length - SHOWN;
  return whole(
    fence(
      [
        ...diagnostics.slice(0, SHOWN).flatMap(mistake),
        ...(left > 0 ? [`… and ${counted(left, "more mistake")}`] : []),
        ...(diagnostics.length > 0 ? [""] : []),
        ...labelled("", 0, `${message} (${code})`, COLUMNS),
        ...labelled("", 0, `→ ${hint}`, COLUMNS),
      ],
      "text",
    ),
  );
}
