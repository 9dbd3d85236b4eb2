import { protectValue } from "./protect-value";
import { initializedProperties, layoutOf, type Hydrator, type RowShape } from "./row-shape";
import { rememberRow } from "./snapshot";

type Row = readonly unknown[];
type Assign = (entity: Record<string, unknown>, row: Row) => void;

/** The same as a generated hydrator, made of closures: for processes that forbid code generation. */
export function interpretHydrator(shape: RowShape): Hydrator {
  const build = entityBuilder(shape);
  return (rows) => rows.map(build);
}

function entityBuilder(shape: RowShape): (row: Row) => object {
  const steps = [...emptyingSteps(shape), ...columnSteps(shape), ...relationSteps(shape)];
  const layout = layoutOf(shape);
  return (row) => {
    const entity = shape.entity.create() as Record<string, unknown>;
    for (const step of steps) step(entity, row);
    rememberRow(entity, row, layout);
    return entity;
  };
}

function emptyingSteps(shape: RowShape): Assign[] {
  return initializedProperties(shape).map((name) => (entity: Record<string, unknown>) => {
    entity[name] = undefined;
  });
}

function columnSteps(shape: RowShape): Assign[] {
  return shape.columns.flatMap(({ column, position, isHidden }) => {
    const { property, decode } = column;
    if (isHidden || property === undefined) return [];
    return [
      (entity: Record<string, unknown>, row: Row) => {
        const raw = row[position];
        const value = decode === undefined || raw === null ? raw : decode(raw);
        if (value === raw && typeof raw === "object" && raw !== null) protectValue(row, position);
        entity[property] = value;
      },
    ];
  });
}

function relationSteps(shape: RowShape): Assign[] {
  return shape.relations.map(({ property, keyPosition, shape: inner }) => {
    const build = entityBuilder(inner);
    return (entity, row) => {
      entity[property] = row[keyPosition] === null ? null : build(row);
    };
  });
}
