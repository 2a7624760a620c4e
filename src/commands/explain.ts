import { didYouMean } from "../model/near-name.js";
import { wrap } from "../report/layout.js";
import type { Context } from "./context.js";
import { EXIT } from "./exit-code.js";
import type { ExitCode } from "./exit-code.js";
import { EXPLANATIONS } from "./explanations.js";
import { report } from "./failure.js";
import type { OutputOptions } from "./options.js";
import { paintFor, widthOf } from "./paint.js";
import { PROVED } from "./proved.js";
import { showProof } from "./show-proof.js";

/** Widest at which a line is still easy to read. */
const READABLE = 100;

/** Says what a code means, why it matters, and the way out; of a finding also what proves it. */
export async function explain(context: Context, options: OutputOptions & { readonly code: string }): Promise<ExitCode> {
  const found = EXPLANATIONS.filter(({ code }) => code === options.code).map((one) => ({
    ...one,
    ...(one.kind === "finding" && PROVED[one.code] !== undefined ? { proof: PROVED[one.code] } : {}),
  }));
  if (found.length === 0)
    return report(context, options, {
      code: "code-unknown",
      message: `nothing has the code "${options.code}"`,
      hint: `${didYouMean(options.code, new Set(EXPLANATIONS.map(({ code }) => code)))}a code stands in brackets behind its message`,
      exit: EXIT.usage,
    });
  if (options.json === true) {
    context.stdout.write(`${JSON.stringify({ version: 1, explanations: found }, null, 2)}\n`);
    return EXIT.done;
  }
  const paint = paintFor(context.stdout, context, options);
  const width = Math.min(READABLE, widthOf(context.stdout));
  const blocks = found.map(({ code, kind, about, proof }) =>
    [
      `${paint("title", code)}  ${paint("dim", kind)}`,
      ...wrap(about, width),
      ...(proof === undefined ? [] : showProof(proof, width)),
    ].join("\n"),
  );
  context.stdout.write(`${blocks.join("\n\n")}\n`);
  return EXIT.done;
}
