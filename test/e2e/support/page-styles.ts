import type { Page } from 'playwright-core';

/** What the styles on a page are about: selectors, those within `@media` and the like too, and names of `@keyframes`. */
export function selectorsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const selectorsIn = (rules: CSSRuleList): string[] =>
      [...rules].flatMap((rule) => {
        // What is nested in a rule is about less than the rule.
        if (rule instanceof CSSStyleRule) return [rule.selectorText];
        if (rule instanceof CSSKeyframesRule) return [`@keyframes ${rule.name}`];
        return 'cssRules' in rule && rule.cssRules instanceof CSSRuleList ? selectorsIn(rule.cssRules) : [];
      });
    return [...document.styleSheets].flatMap((sheet) => selectorsIn(sheet.cssRules));
  });
}
