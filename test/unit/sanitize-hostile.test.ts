import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '../../contract/limits.ts';
import { isStorable } from '../../contract/text.ts';
import { sanitizeContent } from '../../worker/content/sanitize.ts';

// What may stand between quotes.
const value = '[^"<>]*';
const harmlessTags = [
  '<(?:p|strong|em|u|s|ul|ol|li|blockquote|code|pre|span)>',
  '</(?:p|strong|em|u|s|a|ul|ol|li|blockquote|code|pre|span)>',
  '<br />',
  `<a(?: href="(?:https?://|mailto:)${value}")? target="_blank" rel="noopener noreferrer">`,
  '<(?:code|pre) class="language-[A-Za-z0-9+#._-]{1,50}">',
  `<span data-type="mention"(?: data-id="${value}")?(?: data-label="${value}")?>`,
];
/** Every `<` opens a tag in one of the forms above, and every `&` one of the four entities. */
const harmless = new RegExp(`^(?:[^<>&]|&(?:amp|lt|gt|quot);|${harmlessTags.join('|')})*$`, 'i');

/** A href's scheme is in the pattern above, but `i` would let tags in capitals pass. */
function isHarmless(html: string): boolean {
  return harmless.test(html) && !/<\/?[A-Z]/.test(html);
}

describe('an attack is harmless', () => {
  test.each([
    '<script>alert(1)</script>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<<script>alert(1)//<</script>',
    '<script src=//evil.example/x.js',
    '<SCRIPT/XSS SRC="http://evil.example/x.js"></SCRIPT>',
    '<script\n>alert(1)</script\n>',
    '</script><script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<img src=x onerror=alert(1)//',
    '<img """><script>alert(1)</script>">',
    '<IMG SRC=javascript:alert(String.fromCharCode(88,83,83))>',
    '<image src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<svg/onload=alert(1)//',
    '<svg><script>alert(1)</script></svg>',
    '<svg><script/href=data:,alert(1) />x',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<svg><animate onbegin=alert(1) attributeName=x>',
    '<svg><style><img src=x onerror=alert(1)></style></svg>',
    '<svg><![CDATA[<img src=x onerror=alert(1)>]]></svg>',
    '<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>',
    '<math href="javascript:alert(1)">x</math>',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<noembed><p title="</noembed><img src=x onerror=alert(1)>">',
    '<noframes><p title="</noframes><img src=x onerror=alert(1)>">',
    '<iframe><p title="</iframe><img src=x onerror=alert(1)>">',
    '<template><script>alert(1)</script></template>',
    '<template><p title="</template><img src=x onerror=alert(1)>">',
    '<textarea></textarea><script>alert(1)</script>',
    '<textarea><p title="</textarea><img src=x onerror=alert(1)>">',
    '<title><p title="</title><img src=x onerror=alert(1)>">',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '<plaintext><script>alert(1)</script>',
    '<select><option><style></select><img src=x onerror=alert(1)></style>',
    '<option>&lt;script&gt;alert(1)&lt;/script&gt;</option>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<iframe src=javascript:alert(1)>',
    '<object data="javascript:alert(1)"></object>',
    '<embed src="javascript:alert(1)">',
    '<base href="javascript:alert(1)//">',
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    '<link rel=stylesheet href="javascript:alert(1)">',
    '<form action="javascript:alert(1)"><button>x</button></form>',
    '<button formaction=javascript:alert(1)>x</button>',
    '<input autofocus onfocus=alert(1)>',
    '<details open ontoggle=alert(1)>x</details>',
    '<video><source onerror=alert(1)></video>',
    '<body onload=alert(1)>',
    '<p onclick=alert(1) style="background:url(javascript:alert(1))">x</p>',
    '<p style="width:expression(alert(1))">x</p>',
    '<p/onclick=alert(1)>x</p>',
    '<p "onclick=alert(1)>x</p>',
    '<p =" onclick=alert(1) x=">x</p>',
    '<a href="https://a.b" onclick=alert(1)>x</a>',
    '<a href="https://a.b&quot; onclick=&quot;alert(1)">x</a>',
    '<a href=`javascript:alert(1)`>x</a>',
    '<a href="\u0001javascript:alert(1)">x</a>',
    '<a href="&#x6A;&#x61;&#x76;&#x61;&#x73;&#x63;&#x72;&#x69;&#x70;&#x74;&#x3A;alert(1)">x</a>',
    '<a href="jav&#x0A;ascript&Tab;&colon;alert(1)">x</a>',
    '<a href="https://a.b/<script>alert(1)</script>">x</a>',
    '<code class="language-x onmouseover=alert(1)">x</code>',
    '<code class=\'language-x"onmouseover="alert(1)\'>x</code>',
    '<span data-type="mention" data-id=\'"><img src=x onerror=alert(1)>\' data-label="</span><script>">x</span>',
    '<!--><img src=x onerror=alert(1)>-->',
    '<!--!><img src=x onerror=alert(1)>',
    '<!-- --!><img src=x onerror=alert(1)>-->',
    '<![CDATA[><img src=x onerror=alert(1)>]]>',
    '<!DOCTYPE x [<!ENTITY y "<script>alert(1)</script>">]>&y;',
    '<?xml version="1.0"?><?x><img src=x onerror=alert(1)>?>',
    '</ <img src=x onerror=alert(1)>',
    '<a<b onclick=alert(1)>x',
    "<%<!--'%><script>alert(1);</script -->",
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&amp;lt;script&amp;gt;alert(1)',
    '<p title="<script>alert(1)">x</p>',
    '＜script＞alert(1)＜/script＞',
    '+ADw-script+AD4-alert(1)+ADw-/script+AD4-',
  ])('%s', (html) => {
    const result = sanitizeContent(html).html;
    expect(result).toSatisfy(isHarmless);
    expect(sanitizeContent(result).html).toBe(result);
  });
});

const tagNames = fc.constantFrom(
  ...'p br strong em u s a ul ol li blockquote code pre span b i strike del div x'.split(' '),
  ...'script style iframe template noscript svg math title textarea xmp form table select option'.split(' '),
);
const attributes = fc.constantFrom(
  '',
  ' href="https://a.b"',
  ' href=javascript:x',
  ' href=" mailto:a&amp;b "',
  ' class="language-js"',
  " class='x language-c++'",
  ' data-type="mention"',
  " data-type=mention data-id=ann data-label='\"<'",
  ' data-type="mention" data-id="&#xD800;&lt;"',
  ' onclick=x',
  ' "',
  " ='<",
  '/',
);
const piece = fc.oneof(
  fc.tuple(tagNames, attributes).map(([name, given]) => `<${name}${given}>`),
  tagNames.map((name) => `</${name}>`),
  fc.constantFrom(
    '<',
    '>',
    '</',
    '"',
    "'",
    '&',
    ';',
    '&amp;',
    '&lt;',
    '&amp;lt;',
    '&#0;',
    '&#xD83D;',
    '&nbsp',
    '&quot;',
  ),
  fc.constantFrom(
    '<!--',
    '-->',
    '--!>',
    '<![CDATA[',
    ']]>',
    '<?',
    '<br/>',
    '<a ',
    '\r\n',
    '\u00a0',
    '\u200b',
  ),
  fc.string({ unit: 'binary', maxLength: 5 }).filter(isStorable),
);
const hostileHtml = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

/** Enough to find what a wrong rule would let through, in about a second. */
const runs = { numRuns: 1_500 };

describe('whatever the content', () => {
  test('sanitising it twice is the same as once', () => {
    fc.assert(
      fc.property(hostileHtml, (html) => {
        const once = sanitizeContent(html);
        expect(sanitizeContent(once.html)).toEqual(once);
      }),
      runs,
    );
  });

  test('only the tags and attributes of the contract are left', () => {
    fc.assert(
      fc.property(hostileHtml, (html) => {
        expect(sanitizeContent(html).html).toSatisfy(isHarmless);
      }),
      runs,
    );
  });

  test('it can be stored, and so can the mentioned ids', () => {
    fc.assert(
      fc.property(hostileHtml, (html) => {
        const { html: result, mentionedUserIds } = sanitizeContent(html);
        expect([result, ...mentionedUserIds]).toSatisfy((texts: string[]) => texts.every(isStorable));
      }),
      runs,
    );
  });

  test('escaped plain text comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
        expect(sanitizeContent(escaped).html).toBe(escaped);
      }),
    );
  });
});

describe('content as long as is allowed takes little time to sanitise', () => {
  const repeated = (text: string) => text.repeat(limits.content / text.length + 1).slice(0, limits.content);

  test.each([
    '<',
    '</',
    '<b>',
    '<div>',
    '</p>',
    '<p><x>',
    '<ul><li>',
    '<br>',
    '<a href="',
    '<a x=1 ',
    '<b/',
    '<!--',
    '<!-->',
    '<![CDATA[',
    '&',
    '&#1',
    '&amp;',
    '<script>',
    '</script',
    '<svg>',
    '<svg><title>',
    '<form>',
    '<textarea>',
    '<a href="http://a/<!---->',
    '<code class="x ',
    '<span data-type=mention data-id=a>',
  ])('%s over and over', (text) => {
    const startedAt = performance.now();
    const { html } = sanitizeContent(repeated(text));
    // It takes a tenth of this at worst; the rest is room for a slow machine.
    expect(performance.now() - startedAt).toBeLessThan(1_500);
    expect(html).toSatisfy(isHarmless);
  });

  test('half of it opening tags and half closing others', () => {
    const startedAt = performance.now();
    sanitizeContent(
      repeated('<bx>').slice(0, limits.content / 2) + repeated('</by>').slice(0, limits.content / 2),
    );
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  test('50,000 nested tags do not exhaust the stack', () => {
    expect(sanitizeContent('<div>'.repeat(50_000)).html).toBe('');
    expect(sanitizeContent('<em>'.repeat(50_000)).html).toBe('<em>'.repeat(100) + '</em>'.repeat(100));
  });
});
