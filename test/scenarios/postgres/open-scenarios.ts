/** Scenarios that do not pass yet, each with the reason. The list can only become shorter: one that passes fails the test. */
export const openScenarios: Readonly<Record<string, string>> = {};
