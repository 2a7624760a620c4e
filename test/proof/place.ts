/** The one table that everything happens to. */
export const TABLE = "public.orders";
export const SOURCE = "0199c0de-0000-7000-8000-000000000001";
export const SCHEMA = "0199c0de-0000-7000-8000-000000000002";
