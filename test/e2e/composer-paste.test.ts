import { expect, it } from 'vitest';
import { copyWebPage, paste } from './support/clipboard.ts';
import { expectText, htmlOf, messagesWith, richFieldOf } from './support/composer.ts';
import { openPair } from './support/pair.ts';

it('what is copied from a web page comes without its colours, pictures and scripts, and keeps what it says', async () => {
  const { atAnna, atBoris } = await openPair();
  await copyWebPage(
    atAnna.page,
    `<style>h1 { color: red; font: 40px serif } .price { background: yellow }</style>
     <h1 onclick="steal()">Offer 17</h1>
     <p class="price" style="color: blue">The <b style="font-size: 30px">best</b> price is
        <a href="https://shop.example/offer?id=17" style="color: green">here</a>.<img src="data:," alt="logo"></p>
     <ul><li>fast</li><li>cheap</li></ul>
     <table><tr><th>Piece</th><th>Price</th></tr><tr><td>Bolt</td><td>2 €</td></tr></table>
     <script>document.title = 'stolen'</script>`,
  );
  await richFieldOf(atAnna.page);
  await atAnna.page.keyboard.press('Control+V');
  await expect
    .poll(() => atAnna.page.getByRole('textbox', { name: /^Message/ }).textContent())
    .toContain('Bolt');
  await atAnna.page.keyboard.press('Control+Enter');

  const seen = messagesWith(atBoris.page, 'Offer 17');
  await seen.waitFor();
  expect((await htmlOf(seen)).replaceAll(/<li><p>(.*?)<\/p><\/li>/g, '<li>$1</li>')).toBe(
    '<p><strong>Offer 17</strong><br>The <strong>best</strong> price is ' +
      '<a href="https://shop.example/offer?id=17">here</a>.</p>' +
      '<ul><li>fast</li><li>cheap</li></ul><p>Piece | Price<br>Bolt | 2 €</p>',
  );
});

/** As Word 365 puts it on the clipboard, shortened. */
const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal { margin:0cm; font-size:11pt } --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=EN-US style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoNormal><b><span style='font-size:14.0pt;font-family:"Times New Roman",serif;color:#C00000'>Terms<o:p></o:p></span></b></p>
<p class=MsoNormal><span style='mso-spacerun:yes'>  </span>Delivery in <u>May</u>, payment in <i>June</i>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>bolts<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>nuts<o:p></o:p></p>
<!--EndFragment--></body></html>`;

it('what is copied from Word comes as text, emphasis and lists, not as the picture that Word sends along', async () => {
  const { atAnna, atBoris } = await openPair();
  const field = await richFieldOf(atAnna.page);
  await paste(field, {
    html: fromWord,
    text: 'Terms\r\n  Delivery in May, payment in June.\r\n\r\n·\tbolts\r\n·\tnuts\r\n',
    files: [{ name: 'image.png', type: 'image/png', bytes: Buffer.from('a picture of the text') }],
  });
  await expect.poll(() => field.textContent()).toContain('nuts');
  await atAnna.page.keyboard.press('Control+Enter');

  const seen = messagesWith(atBoris.page, 'Terms');
  await seen.waitFor();
  expect((await htmlOf(seen)).replaceAll(/<li><p>(.*?)<\/p><\/li>/g, '<li>$1</li>')).toMatch(
    /^<p><strong>Terms<\/strong><br>\s?Delivery in <u>May<\/u>, payment in <em>June<\/em>\.(<br>)?<\/p><ul><li>bolts<\/li><li>nuts<\/li><\/ul>$/,
  );
  expect(await atAnna.page.getByRole('list', { name: 'Files to send' }).count()).toBe(0);
  expect(await seen.getByRole('button', { name: /image/ }).count()).toBe(0);
});

it('plain text keeps its lines, and what looks like HTML in it stays text', async () => {
  const { atAnna, atBoris } = await openPair();
  const field = await richFieldOf(atAnna.page);
  await atAnna.page.evaluate(() => navigator.clipboard.writeText('first <b>line</b>\r\n\r\nthird & last'));
  await field.press('Control+V');
  await expectText(atAnna.page, 'first <b>line</b>\n\nthird & last');
  await field.press('Enter');

  const seen = messagesWith(atBoris.page, 'third');
  await seen.waitFor();
  expect(await htmlOf(seen)).toBe('<p>first &lt;b&gt;line&lt;/b&gt;<br><br>third &amp; last</p>');
});

it('what was copied out of the chat pastes as it was, with the mention that is in it', async () => {
  const { atAnna, atBoris } = await openPair();
  const field = await richFieldOf(atAnna.page);
  await atAnna.page.keyboard.type('@Boris');
  await atAnna.page.getByRole('option', { name: 'Boris' }).waitFor();
  await atAnna.page.keyboard.press('Enter');
  await atAnna.page.keyboard.type('and **bold**');
  await field.press('Control+A');
  await field.press('Control+X');
  await expectText(atAnna.page, '');
  await field.press('Control+V');
  await expectText(atAnna.page, '@Boris and bold');
  await field.press('Enter');

  const seen = messagesWith(atBoris.page, '@Boris and bold');
  await seen.locator('.mtchat-mention--me').waitFor();
  expect(await seen.locator('strong').textContent()).toBe('bold');
});
