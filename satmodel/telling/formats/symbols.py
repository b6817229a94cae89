"""The signs that formulas may use: LaTeX name, character and class."""

from __future__ import annotations

LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "ell": "ℓ", "imath": "ı", "jmath": "ȷ",
}  # fmt: skip

CAPITALS = {
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip

OPERATORS = {
    "pm": "±", "mp": "∓", "times": "×", "div": "÷", "cdot": "⋅", "ast": "∗", "star": "⋆", "circ": "∘", "bullet": "∙",
    "cup": "∪", "cap": "∩", "setminus": "∖", "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨", "oplus": "⊕",
    "otimes": "⊗", "odot": "⊙", "bmod": "mod",
}  # fmt: skip

RELATIONS = {
    "le": "≤", "leq": "≤", "leqslant": "⩽", "ge": "≥", "geq": "≥", "geqslant": "⩾", "ne": "≠", "neq": "≠", "lt": "<",
    "gt": ">", "approx": "≈", "equiv": "≡", "sim": "∼", "simeq": "≃", "cong": "≅", "propto": "∝", "ll": "≪", "gg": "≫",
    "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇", "mid": "∣",
    "parallel": "∥", "perp": "⟂", "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔",
    "Rightarrow": "⇒", "implies": "⟹", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "iff": "⟺", "mapsto": "↦", "prec": "≺",
    "succ": "≻", "preceq": "⪯", "succeq": "⪰", "coloneqq": "≔", "colon": ":",
}  # fmt: skip

MARKS = {
    "infty": "∞", "top": "⊤", "bot": "⊥", "prime": "′", "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃",
    "emptyset": "∅", "varnothing": "∅", "neg": "¬", "lnot": "¬", "ldots": "…", "dots": "…", "dotsc": "…", "cdots": "⋯",
    "dotsb": "⋯", "vdots": "⋮", "ddots": "⋱", "checkmark": "✓", "dagger": "†", "degree": "°", "vert": "|", "Vert": "‖",
    "|": "‖", "%": "%", "#": "#", "$": "$", "&": "&", "_": "_", "backslash": "\\",
}  # fmt: skip

OPENERS = {"(": "(", "[": "[", "\\{": "{", "\\lbrace": "{", "\\langle": "⟨", "\\lfloor": "⌊", "\\lceil": "⌈",
           "\\lvert": "|", "\\lVert": "‖", "\\lbrack": "["}  # fmt: skip
CLOSERS = {")": ")", "]": "]", "\\}": "}", "\\rbrace": "}", "\\rangle": "⟩", "\\rfloor": "⌋", "\\rceil": "⌉",
           "\\rvert": "|", "\\rVert": "‖", "\\rbrack": "]"}  # fmt: skip
BARS = {"|": "|", "\\|": "‖", "\\vert": "|", "\\Vert": "‖"}
DELIMITERS = OPENERS | CLOSERS | BARS | {"/": "/", ".": ""}

BIG = {"sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂"}
INTEGRALS = {"int": "∫", "iint": "∬", "oint": "∮"}
LIMIT_NAMES = {"max", "min", "sup", "inf", "lim", "limsup", "liminf", "argmax", "argmin"}
NAMES = {
    "log",
    "ln",
    "exp",
    "sin",
    "cos",
    "tan",
    "arctan",
    "tanh",
    "det",
    "dim",
    "rank",
    "tr",
    "diag",
    "Pr",
    "gcd",
    "deg",
}

ACCENTS = {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "overline", "tilde": "tilde", "widetilde": "tilde",
           "dot": "dot", "ddot": "ddot", "vec": "vec", "check": "check", "breve": "breve"}  # fmt: skip

SPACES = {",": 3 / 18, "thinspace": 3 / 18, ":": 4 / 18, ">": 4 / 18, ";": 5 / 18, "!": -3 / 18, " ": 1 / 3,
          "quad": 1.0, "qquad": 2.0, "enspace": 0.5}  # fmt: skip

PLAIN = {"+": ("+", "operator"), "-": ("−", "operator"), "−": ("−", "operator"), "*": ("∗", "operator"),
         "=": ("=", "relation"), "<": ("<", "relation"), ">": (">", "relation"), ":": (":", "relation"),
         ",": (",", "punctuation"), ";": (";", "punctuation"), "，": ("，", "text"), "；": ("；", "text")}  # fmt: skip

_BOLD_ITALIC_GREEK = {"ϵ": 0x1D750, "ϑ": 0x1D751, "ϕ": 0x1D753}
_SCRIPT = {"B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ"}
_DOUBLE = {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"}


def bold(sign: str, *, slanted: bool) -> str:
    """A letter or digit as its bold mathematical character; other signs stay as they are.

    Examples:
        >>> bold("X", slanted=False), bold("β", slanted=True)
        ('𝐗', '𝜷')
    """
    if sign in _BOLD_ITALIC_GREEK:
        return chr(_BOLD_ITALIC_GREEK[sign])
    if "α" <= sign <= "ω":
        return chr((0x1D736 if slanted else 0x1D6C2) + ord(sign) - ord("α"))
    if "Α" <= sign <= "Ω":
        return chr((0x1D71C if slanted else 0x1D6A8) + ord(sign) - ord("Α"))
    return _shifted(sign, 0x1D468 if slanted else 0x1D400, 0x1D7CE)


def calligraphic(sign: str) -> str:
    """A letter as its script character."""
    return _SCRIPT.get(sign) or _shifted(sign, 0x1D49C, None)


def double_struck(sign: str) -> str:
    """A letter or digit as its double-struck character."""
    return _DOUBLE.get(sign) or _shifted(sign, 0x1D538, 0x1D7D8)


def _shifted(sign: str, capital: int, digit: int | None) -> str:
    if "A" <= sign <= "Z":
        return chr(capital + ord(sign) - ord("A"))
    if "a" <= sign <= "z":
        return chr(capital + 26 + ord(sign) - ord("a"))
    if digit is not None and "0" <= sign <= "9":
        return chr(digit + ord(sign) - ord("0"))
    return sign
