"""The formulas of the methods section, in LaTeX, the same in every language."""

from __future__ import annotations

FORMULAS = {
    "mean": r"\hat{\theta}_{dq}=\frac{\sum_{i\in d}w_i y_{iq}}{\sum_{i\in d}w_i}",
    "influence": r"z_{idq}=\frac{w_i\left(y_{iq}-\hat{\theta}_{dq}\right)}{\sum_{i\in d}w_i}",
    "taylor": (
        r"\hat{V}=\sum_{h}(1-f_h)\frac{n_h}{n_h-1}\sum_{j}"
        r"\left(T_{hj}-\bar{T}_h\right)\left(T_{hj}-\bar{T}_h\right)^{\top}"
    ),
    "two_stages": r"\hat{V}=\hat{V}_1+\sum_{h}f_h\sum_{j}\hat{V}_{hj}",
    "total": r"\hat{Y}_{dq}=\sum_{i\in d}w_i y_{iq}",
    "ratio_of_totals": r"\hat{R}_d=\frac{\sum_{i\in d}w_i y_i}{\sum_{i\in d}w_i x_i}",
    "design_effect": (
        r"\mathrm{deff}=\frac{\hat{V}}{\hat{V}_{\mathrm{srs}}},\quad n_{\mathrm{eff}}=\frac{n}{\mathrm{deff}}"
    ),
    "kish": r"\frac{n\sum_{i}w_i^2}{\left(\sum_{i}w_i\right)^2}",
    "averages": r"\frac{\sum_{i}w_i y_i}{\sum_{i}w_i},\quad\frac{1}{D}\sum_{d}\hat{\theta}_d",
    "satterthwaite": r"\nu=\frac{\left(\sum_{b}v_b\right)^2}{\sum_{b}v_b^2/\nu_b}",
    "bound": r"\mathrm{SE}(m)\le\sqrt{\frac{(M-m)(m-L)}{n}}",
    "sd": r"\mathrm{SE}(m)=\frac{\mathrm{SD}}{\sqrt{n}}",
    "composite": r"C_d=\sum_{q}a_q\hat{\theta}_{dq},\quad \mathrm{Var}(C_d)=a^{\top}\hat{V}_d a",
    "rank_set": (
        r"\left[1+\#\left\{k:\hat{\theta}_k-\hat{\theta}_j>c\,s_{jk}\right\},\ "
        r"K-\#\left\{k:\hat{\theta}_j-\hat{\theta}_k>c\,s_{jk}\right\}\right]"
    ),
    "gap": r"\hat{\theta}_a-\hat{\theta}_b\pm c\,s_{ab},\quad s_{ab}=\sqrt{\hat{V}_{aa}+\hat{V}_{bb}-2\hat{V}_{ab}}",
    "detectable": r"d=\delta+c\,s_{ab},\quad n^{*}=n\left(\frac{c\,s_{ab}}{|g|-\delta}\right)^2",
    "change": r"\Delta=\hat{\theta}^{(2)}-\hat{\theta}^{(1)},\quad \mathrm{Var}(\Delta)=\hat{V}^{(1)}+\hat{V}^{(2)}",
    "contribution": r"\kappa_q=a_q\Delta_q,\quad \sum_{q}\kappa_q=\Delta C",
    "shapley": (
        r"\phi_i=\sum_{S\subseteq N\setminus\{i\}}\frac{|S|!\,(p-|S|-1)!}{p!}"
        r"\left[R^2(S\cup\{i\})-R^2(S)\right]"
    ),
    "rate": r"\hat{p}_{dq}=\frac{\sum_{i\in d}w_i a_{iq}}{\sum_{i\in d}w_i},\quad a_{iq}\in\{0,1\}",
    "net": r"\hat{p}_{dq}=\frac{\sum_{i\in d}w_i a_{iq}}{\sum_{i\in d}w_i},\quad a_{iq}\in\{-1,0,1\}",
    "wilson": (
        r"\frac{1}{1+z^2/n^{*}}\left[\hat{p}+\frac{z^2}{2n^{*}}\pm z\sqrt{\frac{\hat{p}(1-\hat{p})}{n^{*}}"
        r"+\frac{z^2}{4(n^{*})^2}}\right]"
    ),
    "clopper": (r"\left[B_{\alpha/2}(x,n^{*}-x+1),\ B_{1-\alpha/2}(x+1,n^{*}-x)\right],\quad x=n^{*}\hat{p}"),
    "jeffreys": r"\left[B_{\alpha/2}(x+1/2,n^{*}-x+1/2),\ B_{1-\alpha/2}(x+1/2,n^{*}-x+1/2)\right]",
    "n_effective": (r"n^{*}=n\,\frac{\hat{p}(1-\hat{p})/(n-1)}{\hat{V}}\left(\frac{t_{n-1}}{t_{\nu}}\right)^2"),
    "n_korn": r"n^{*}=\frac{\hat{p}(1-\hat{p})}{\hat{V}}\left(\frac{t_{n-1}}{t_{\nu}}\right)^2",
    "zero_bound": r"p\le 1-\alpha^{1/n^{*}}\approx\frac{3}{n^{*}}",
    "cumulative": r"G_u(c)=\sum_{q}a_q P(Y_{uq}\ge c),\quad G_u(c)-G_v(c)\ge 0\ \mathrm{for\ every}\ c",
    "ratio": r"R=\frac{x_2}{x_1},\quad \exp\left(\log R\pm z\sqrt{\frac{1}{x_1}+\frac{1}{x_2}}\right)",
}
