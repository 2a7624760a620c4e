/** Thousands apart: 961,330. By hand, because loading Intl's tables would be a sixth of the start of `validate`. */
export const formatNumber = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ",");

/** "1 table", "3 tables" */
export const counted = (count: number, noun: string): string =>
  `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;
