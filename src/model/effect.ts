/** What a change does to rows that are already synced, from harmless to unknowable. An item has the worst of its findings. */
export const EFFECTS = ["none", "safe", "costly", "disruptive", "gap", "wipe", "loss", "unknown"] as const;
export type Effect = (typeof EFFECTS)[number];

/** How a finding that may invalidate rows is answered; `enable` is the trial of a table that failed and was switched off. */
export const STRATEGIES = ["resync", "rebuild", "keep", "enable"] as const;
export type Strategy = (typeof STRATEGIES)[number];

export const isWorse = (a: Effect, b: Effect): boolean => EFFECTS.indexOf(a) > EFFECTS.indexOf(b);
export const worstEffect = (effects: Iterable<Effect>): Effect => {
  let worst: Effect = "none";
  for (const effect of effects) if (isWorse(effect, worst)) worst = effect;
  return worst;
};

/** Data or history goes, and applying the old YAML again does not bring it back. */
export const isDestructive = (effect: Effect): boolean => effect === "wipe" || effect === "loss";
/** Needs a line in the reviewed YAML: everything destructive, rows that may be missed, and a state nobody knows. */
export const needsConsent = (effect: Effect): boolean => isWorse(effect, "disruptive");
