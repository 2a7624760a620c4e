import { err, ok } from "../../model/result.js";
import type { Result } from "../../model/result.js";
import type { Failure } from "../failure.js";
import { unknown } from "./world.js";
import type { World } from "./world.js";

/** The configured branch and the commit of it that is checked out. */
export interface Branch {
  readonly name: string;
  readonly tip: string;
}

const refused = (code: string, message: string, hint: string): Result<never, Failure> => err({ code, message, hint });

export async function branchName({ inputs, github }: World): Promise<Result<string, Failure>> {
  if (inputs.branch !== undefined) return ok(inputs.branch);
  const name = await github.defaultBranch();
  return name.known ? ok(name.value) : err(unknown(name));
}

/**
 * What is applied is what the branch says now: not what an old run was started for, not what another ref says, and not a
 * history that is cut short.
 */
export async function checkedOut(world: World): Promise<Result<Branch, Failure>> {
  const { facts, git, github } = world;
  const name = await branchName(world);
  if (!name.ok) return name;
  if (facts.ref !== `refs/heads/${name.value}`)
    return refused(
      "ref-not-configured",
      `this run is on ${facts.ref}, and only ${name.value} is applied, so nothing was written`,
      `start the workflow on ${name.value}, or name another branch in the input branch`,
    );
  if (await git.isShallow())
    return refused(
      "shallow-clone",
      "the checkout has no full history, so nobody can say how its commits came",
      "set fetch-depth: 0 at actions/checkout",
    );
  const [tip, newest] = await Promise.all([git.head(), github.branchTip(name.value)]);
  if (!newest.known) return err(unknown(newest));
  if (tip !== newest.value)
    return refused(
      "not-the-tip",
      `the checkout is at ${tip.slice(0, 8)}, and ${name.value} has moved to ${newest.value.slice(0, 8)}, so nothing was written`,
      "the run of the newer commit applies both; if there is none, check that actions/checkout has ref: ${{ github.ref_name }}",
    );
  return ok({ name: name.value, tip });
}
