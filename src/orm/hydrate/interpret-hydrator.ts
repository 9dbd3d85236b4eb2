import { holderOf, type PropertyHolder } from "./property-access";
import { protectValue } from "./protect-value";
import { embeddedsOf, initializedProperties, layoutOf, readMark, type Hydrator, type RowShape } from "./row-shape";
import { rememberRow } from "./snapshot";

type Row = readonly unknown[];
type Assign = (entity: PropertyHolder, row: Row) => void;

/** The same as a generated hydrator, made of closures: for processes that forbid code generation. */
export function interpretHydrator(shape: RowShape): Hydrator {
  const build = rowBuilder(shape);
  return (rows) => rows.map((row) => build(row));
}

/** Builds the entity of the class that the row says that it is of. */
function rowBuilder(shape: RowShape): (row: Row) => object {
  const build = entityBuilder(shape);
  const { variants } = shape;
  if (variants === undefined) return build;
  const mark = readMark(variants);
  const builders = new Map([...variants.byValue].map(([value, variant]) => [value, entityBuilder(variant)]));
  return (row) => (builders.get(mark(row[variants.position])) ?? build)(row);
}

function entityBuilder(shape: RowShape): (row: Row) => object {
  const steps = [...emptyingSteps(shape), ...embeddedSteps(shape), ...columnSteps(shape), ...relationSteps(shape)];
  const layout = layoutOf(shape);
  return (row) => {
    const entity = shape.entity.create() as PropertyHolder;
    for (const step of steps) step(entity, row);
    rememberRow(entity, row, layout);
    return entity;
  };
}

function emptyingSteps(shape: RowShape): Assign[] {
  return initializedProperties(shape).map((name) => (entity: PropertyHolder) => {
    entity[name] = undefined;
  });
}

function embeddedSteps(shape: RowShape): Assign[] {
  return embeddedsOf(shape).map(({ embedded, emptied }) => (entity: PropertyHolder) => {
    const object = embedded.create() as PropertyHolder;
    for (const name of emptied) object[name] = undefined;
    holderOf(entity, embedded.metadata.parent)[embedded.property] = object;
  });
}

function columnSteps(shape: RowShape): Assign[] {
  return shape.columns.flatMap(({ column, position, isHidden }) => {
    const { property, decode, embedded } = column;
    if (isHidden || property === undefined) return [];
    return [
      (entity: PropertyHolder, row: Row) => {
        const raw = row[position];
        const value = decode === undefined || raw === null ? raw : decode(raw);
        if (value === raw && typeof raw === "object" && raw !== null) protectValue(row, position);
        holderOf(entity, embedded)[property] = value;
      },
    ];
  });
}

function relationSteps(shape: RowShape): Assign[] {
  return shape.relations.map(({ property, embedded, keyPosition, shape: inner }) => {
    const build = rowBuilder(inner);
    return (entity, row) => {
      holderOf(entity, embedded)[property] = row[keyPosition] === null ? null : build(row);
    };
  });
}
