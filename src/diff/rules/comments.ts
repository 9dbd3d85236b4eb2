import type { TableRule } from "../table-pair";

/** The comment of the table; those of columns are members of the columns. */
export const compareComments: TableRule = ({ name: table, position, actual, wanted }, { capabilities, hooks }) => {
  if (hooks?.compareComments === false || !capabilities.tableComments || actual.comment === wanted.comment) return [];
  return [
    {
      stage: "change tables",
      table: position,
      step: "comment",
      operation: {
        kind: "commentOn",
        table,
        comment: wanted.comment ?? null,
        previous: actual.comment ?? null,
      },
    },
  ];
};
