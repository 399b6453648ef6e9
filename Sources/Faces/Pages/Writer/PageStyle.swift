/// The style sheet of pages that stand alone: no font, image or script from anywhere.
enum PageStyle {
    static let standalone: StaticString = """
        :root{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--page:#fff;--wash:#f6f8fa;--good:#116329;--good-wash:#dafbe1;
        --bad:#a40e26;--bad-wash:#ffebe9;--open:#7d4e00;--open-wash:#fff8c5}
        @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#3d444d;--page:#0d1117;--wash:#161b22;
        --good:#7ee787;--good-wash:#12261e;--bad:#ffa198;--bad-wash:#2d1316;--open:#f2cc60;--open-wash:#272115}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,"Noto Sans","Noto Sans CJK HK",
        "Noto Sans CJK SC",sans-serif}
        main{max-width:62rem;margin:0 auto;padding:1.5rem}
        h1{font-size:1.7rem;margin:.2rem 0}h2{font-size:1.2rem;margin:2.2rem 0 .6rem;border-bottom:1px solid var(--line)}
        p{margin:.4rem 0}.soft{color:var(--soft)}code{font:0.92em ui-monospace,monospace;overflow-wrap:anywhere}
        .verdict{margin:1.2rem 0;padding:1.1rem 1.3rem;border-left:.6rem solid;border-radius:.3rem}
        .verdict strong{font-size:1.6rem;display:block}
        .held{color:var(--good);background:var(--good-wash)}.broken{color:var(--bad);background:var(--bad-wash)}
        .unknown,.waived{color:var(--open);background:var(--open-wash)}.not-applicable{color:var(--soft)}
        .mark{display:inline-block;padding:0 .5em;border-radius:1em;white-space:nowrap;font-weight:600}
        ol.steps{padding-left:1.4rem}ol.steps li{margin:.7rem 0}
        table{border-collapse:collapse;width:100%;font-size:.94rem}
        th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
        th{background:var(--wash)}td ul{margin:.2rem 0;padding-left:1.1rem}
        .wide{overflow-x:auto}pre{white-space:pre-wrap;overflow-wrap:anywhere}td,th{overflow-wrap:break-word}
        nav.languages{max-width:62rem;margin:0 auto;padding:.8rem 1.5rem 0;text-align:right}
        nav.languages label{margin-left:.3rem;padding:.15rem .6rem;border:1px solid var(--line);border-radius:.3rem;cursor:pointer}
        .choice{position:absolute;opacity:0}.choice:focus-visible+.choice+.choice~nav,.choice:focus-visible~nav{outline:2px solid}
        main{display:none}
        #en:checked~main[lang=en],#zh-Hant:checked~main[lang=zh-Hant],#zh-Hans:checked~main[lang=zh-Hans]{display:block}
        #en:checked~nav [for=en],#zh-Hant:checked~nav [for=zh-Hant],#zh-Hans:checked~nav [for=zh-Hans]
        {background:var(--ink);color:var(--page)}
        @media print{nav.languages{display:none}main{max-width:none;padding:0}body{font-size:10.5pt}
        h2{break-after:avoid}tr,li{break-inside:avoid}.verdict{border:2px solid;border-left-width:.6rem}}
        """
}
