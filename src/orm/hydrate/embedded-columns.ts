import { isComputed } from "./map-virtual-columns";
import type { MappedColumn, MappedEmbedded } from "./mapped-entity";

/** The columns of an embedded class, those of classes within it and the keys of its relations included. */
export function columnsWithin({ members }: MappedEmbedded): readonly MappedColumn[] {
  const columns = [...members.values()].flatMap((member): readonly MappedColumn[] => {
    if (member.kind === "column") return isComputed(member) ? [] : [member];
    if (member.kind === "relationId") return [];
    if (member.kind === "embedded") return columnsWithin(member);
    const { isOwner, isToMany, joinColumns } = member.metadata;
    return isOwner && !isToMany ? joinColumns.map(({ column }) => member.owner.column(column)) : [];
  });
  return [...new Set(columns)];
}
