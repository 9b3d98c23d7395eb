import { html } from 'hono/html';
import { nameOf, shapeOf } from './schema.ts';
import type { Operation, ShownDocument } from './shown.ts';
import { style } from './style.ts';

type Html = ReturnType<typeof html>;
type Shown = NonNullable<Operation['requestBody']>;

function paragraphs(text: string | undefined): Html[] {
  return (text ?? '').split('\n\n').map((paragraph) => html`<p>${paragraph}</p>`);
}

function contentOf(shown: Shown): Html {
  const schema = shown.content?.['application/json']?.schema;
  return schema === undefined ? html`` : html`<div>${shapeOf(schema)}</div>`;
}

function parametersOf(operation: Operation): Html {
  const parameters = operation.parameters ?? [];
  if (parameters.length === 0) return html``;
  const items = parameters.map(
    (parameter) =>
      html`<li><code>${parameter.name}</code> in the ${parameter.in}${parameter.required ? '' : ' (optional)'}:
        ${shapeOf(parameter.schema)}</li>`,
  );
  return html`<h4>Parameters</h4><ul>${items}</ul>`;
}

function answersOf(operation: Operation, document: ShownDocument): Html {
  const items = Object.entries(operation.responses ?? {}).map(([status, given]) => {
    if (given.$ref === undefined)
      return html`<li><code>${status}</code> ${given.description}${contentOf(given)}</li>`;
    const code = nameOf(given.$ref);
    return html`<li><code>${status} ${code}</code> ${document.components.responses?.[code]?.description}</li>`;
  });
  return html`<h4>Answers</h4><ul>${items}</ul>`;
}

function callersOf(operation: Operation): string {
  const names = (operation.security ?? []).flatMap((scheme) => Object.keys(scheme));
  return names.length === 0 ? 'Anyone may call it.' : `Called with ${names.join(' or ')}.`;
}

function section(method: string, path: string, operation: Operation, document: ShownDocument): Html {
  const body = operation.requestBody;
  return html`<details id="${operation.operationId}">
    <summary><code>${method.toUpperCase()} ${path}</code> ${operation.summary}</summary>
    ${paragraphs(operation.description)}
    <p>${callersOf(operation)}</p>
    ${parametersOf(operation)}
    ${body === undefined ? '' : html`<h4>Body</h4>${contentOf(body)}`}
    ${answersOf(operation, document)}
  </details>`;
}

function sectionsOf(tag: string, document: ShownDocument): Html[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags?.includes(tag))
      .map(([method, operation]) => section(method, path, operation, document)),
  );
}

/** The document as a page that works without scripts; `nonce` allows its style sheet. All of its text is escaped. */
export function pageOf(document: ShownDocument, nonce: string): Html {
  const { info, tags, components } = document;
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>${info.title} API</title>
  <style nonce="${nonce}">${style}</style>
</head>
<body>
  <h1>${info.title} <small>${info.version}</small></h1>
  ${paragraphs(info.description)}
  <p>For machines: <a href="/api/v1/openapi.json">openapi.json</a></p>
  <h2>Who is calling</h2>
  <ul>${Object.entries(components.securitySchemes ?? {}).map(
    ([name, scheme]) => html`<li><code>${name}</code> ${scheme.description}</li>`,
  )}</ul>
  ${tags.map((tag) => html`<h2>${tag.name}</h2><p>${tag.description}</p>${sectionsOf(tag.name, document)}`)}
  <h2>Shapes</h2>
  ${Object.entries(components.schemas ?? {}).map(
    ([name, schema]) => html`<section id="schema-${name}"><h3>${name}</h3>${shapeOf(schema)}</section>`,
  )}
</body>
</html>`;
}
