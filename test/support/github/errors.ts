/** An answer that says no, in GitHub's words. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;
  readonly errors: readonly object[] | undefined;

  constructor(status: number, message: string, errors?: readonly object[]) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

const notFound = (): Refused => new Refused(404, "Not Found");

/** @throws Refused where there is nothing */
export function found<T>(thing: T | undefined | null): T {
  if (thing === undefined || thing === null) throw notFound();
  return thing;
}

const MAX_CHARACTERS = 65_536;

export const isTooLong = (body: string): boolean => body.length > MAX_CHARACTERS;

/** @throws Refused for a body that GitHub does not take */
export function assertFits(body: string, resource: "Issue" | "IssueComment" | "PullRequestReview"): void {
  if (!isTooLong(body)) return;
  const message = `Body is too long (maximum is ${MAX_CHARACTERS} characters)`;
  throw new Refused(422, "Validation Failed", [{ resource, code: "unprocessable", field: "data", message }]);
}
