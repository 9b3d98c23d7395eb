import ts from 'typescript';

/**
 * The text of a declaration file with every type that the module at `path` exports, written out in plain TypeScript: the
 * wire's types are inferred from zod schemas, and no host should need zod to read them. Throws at a kind of type that the
 * wire does not have so far.
 */
export function plainTypesOf(path: string, options: ts.CompilerOptions): string {
  const program = ts.createProgram([path], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${path} exports nothing`);

  const exported = checker.getExportsOfModule(module).map((symbol) => {
    const original = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return { name: symbol.name, original, type: checker.getDeclaredTypeOfSymbol(original) };
  });
  const names = new Map(exported.map(({ name, type }) => [type, name]));
  return exported
    .map(({ name, original, type }) => {
      const text = structureOf(type, { checker, names, source: original }, 0);
      return `${commentOf(original, checker, 0)}export type ${name} = ${text};\n`;
    })
    .join('\n');
}

interface Context {
  checker: ts.TypeChecker;
  /** Exported types, which are called by their names wherever others hold them. */
  names: Map<ts.Type, string>;
  source: ts.Symbol;
}

function textOf(type: ts.Type, context: Context, depth: number): string {
  return context.names.get(type) ?? structureOf(type, context, depth);
}

function structureOf(type: ts.Type, context: Context, depth: number): string {
  const { checker } = context;
  if (type.isUnion()) return unionOf(type, context, depth);
  if (type.isIntersection()) {
    return type.types.map((member) => textOf(member, context, depth)).join(' & ');
  }
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference);
    if (item === undefined) throw new Error(`${context.source.name} has a list of nothing`);
    const text = textOf(item, context, depth);
    return /[|&]/.test(text) && !text.startsWith('{') ? `(${text})[]` : `${text}[]`;
  }
  if (type.flags & ts.TypeFlags.Object) return objectOf(type, context, depth);
  // Primitives and literals, which the checker writes as they are.
  return checker.typeToString(type);
}

function unionOf(type: ts.UnionType, context: Context, depth: number): string {
  const present = context.checker.getNonNullableType(type);
  const members =
    present !== type && context.names.has(present) ? [present, ...type.types.filter(isNothing)] : type.types;
  const texts = members.map((member) => textOf(member, context, depth));
  if (texts.includes('true') && texts.includes('false')) {
    texts.splice(texts.indexOf('false'), 1, 'boolean');
    texts.splice(texts.indexOf('true'), 1);
  }
  const isLast = (text: string) => text === 'null' || text === 'undefined';
  return [...texts.filter((text) => !isLast(text)), ...texts.filter(isLast)].join(' | ');
}

function isNothing(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) !== 0;
}

function objectOf(type: ts.Type, context: Context, depth: number): string {
  const { checker } = context;
  if (type.getCallSignatures().length > 0) throw new Error(`${context.source.name} holds a function`);
  const indent = '  '.repeat(depth + 1);
  const indexes = checker.getIndexInfosOfType(type).map(({ keyType, type: value }) => {
    return `${indent}[key: ${checker.typeToString(keyType)}]: ${textOf(value, context, depth + 1)};`;
  });
  const properties = checker.getPropertiesOfType(type).map((property) => {
    const mark = property.flags & ts.SymbolFlags.Optional ? '?' : '';
    const value = textOf(checker.getTypeOfSymbol(property), context, depth + 1);
    return `${commentOf(property, checker, depth + 1)}${indent}${property.name}${mark}: ${value};`;
  });
  return `{\n${[...indexes, ...properties].join('\n')}\n${'  '.repeat(depth)}}`;
}

function commentOf(symbol: ts.Symbol, checker: ts.TypeChecker, depth: number): string {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  return text === '' ? '' : `${'  '.repeat(depth)}/** ${text.replaceAll('\n', ' ')} */\n`;
}
