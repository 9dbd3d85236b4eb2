/** Changes that do not end as they must yet, by database and number, each with the reason. The lists can only become shorter. */
export const openChanges: Readonly<Record<string, Readonly<Record<number, string>>>> = {};
