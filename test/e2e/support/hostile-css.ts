/** What pages that were never meant to hold a chat say of bare elements: old style guides, resets, frameworks without classes. */
export const hostileCss = `
  * { font-family: fantasy; }
  body {
    color: red; font: italic small-caps 22px/2.4 serif; letter-spacing: 3px; list-style: square; text-align: center;
    text-indent: 30px; text-shadow: 1px 1px red; text-transform: uppercase; white-space: nowrap; word-spacing: 9px;
  }
  a { border-bottom: 2px dotted red; color: red; font-weight: bold; text-decoration: underline wavy; }
  a:hover { background: yellow; color: lime; }
  article, aside, footer, header, nav, section { background: pink; float: right; margin: 17px; padding: 23px; position: fixed; width: 200px; }
  blockquote { border-left: 9px solid red; font-style: italic; margin: 40px; padding: 20px; }
  button { background: orange; border: 4px solid red; border-radius: 30px; box-shadow: 0 0 9px red; color: red; display: block;
    float: right; font: bold 26px serif; height: 70px; letter-spacing: 4px; margin: 9px; min-width: 150px; opacity: 0.5; padding: 22px;
    text-shadow: 1px 1px red; text-transform: uppercase; width: 100%; }
  button:hover { background: purple; color: lime; }
  code, pre { background: black; color: lime; display: block; font-size: 30px; padding: 20px; }
  dialog { background: yellow; border: 9px solid red; padding: 50px; width: 90%; }
  em, strong { color: red; font-size: 30px; letter-spacing: 5px; }
  form { background: pink; border: 3px solid red; margin: 20px; padding: 30px; }
  h1, h2, h3 { border-bottom: 3px solid red; color: red; font: 50px serif; letter-spacing: 5px; margin: 50px 0; padding: 20px; text-align: right; text-transform: uppercase; }
  img { border: 5px solid red; display: block; margin: 20px; max-width: 40px; padding: 5px; }
  input, select, textarea { background: orange; border: 4px solid red; box-shadow: 0 0 9px red; color: red; font: 30px serif; height: 80px;
    margin: 20px; padding: 20px; width: 150px; }
  input[type="search"], input[type="text"] { border: 6px double red; margin: 25px; padding: 30px; text-transform: uppercase; width: 170px; }
  label { display: block; float: left; font-weight: bold; margin: 20px; width: 120px; }
  li { border-top: 2px solid red; list-style: square inside; margin: 15px; padding: 15px; }
  ol, ul { background: pink; border: 2px solid red; list-style: square; margin: 30px; padding: 40px; }
  ul li::before { content: "→ "; }
  p { border: 1px solid red; font-size: 26px; line-height: 3; margin: 2em 0; max-width: 100px; padding: 10px; text-indent: 3em; }
  svg { fill: red; height: 60px; margin: 10px; vertical-align: top; width: 60px; }
  time { color: red; float: left; font-size: 26px; padding: 10px; }
  ::placeholder { color: red; font-size: 30px; }
`;
