/** A decorator of a field whose values are of a type: on a field of another type it does not compile. */
export type StandardFieldDecorator<Value = unknown> = <This, Own extends Value>(
  value: undefined,
  context: ClassFieldDecoratorContext<This, Own>,
) => void;

/** A decorator of a method. */
export type StandardMethodDecorator = <This>(value: unknown, context: ClassMethodDecoratorContext<This>) => void;

/** A decorator of a class. */
export type StandardClassDecorator = <Class extends abstract new (...values: never[]) => unknown>(
  value: Class,
  context: ClassDecoratorContext<Class>,
) => void;

/** A decorator of a class or of a field. */
export interface StandardDecorator {
  <Class extends abstract new (...values: never[]) => unknown>(
    value: Class,
    context: ClassDecoratorContext<Class>,
  ): void;
  <This, Value>(value: undefined, context: ClassFieldDecoratorContext<This, Value>): void;
}
