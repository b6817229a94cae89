"""The formulas of the methods section, in LaTeX, the same in every language."""

from __future__ import annotations

FORMULAS = {
    "mean": r"\hat{\theta}_{dq}=\frac{\sum_{i\in d}w_i y_{iq}}{\sum_{i\in d}w_i}",
    "influence": r"z_{idq}=\frac{w_i\left(y_{iq}-\hat{\theta}_{dq}\right)}{\sum_{i\in d}w_i}",
    "taylor": (
        r"\hat{V}=\sum_{h}(1-f_h)\frac{n_h}{n_h-1}\sum_{j}"
        r"\left(T_{hj}-\bar{T}_h\right)\left(T_{hj}-\bar{T}_h\right)^{\top}"
    ),
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
    "intraclass": (
        r"\mathrm{ICC}=\frac{\mathrm{MS}_b-\mathrm{MS}_w}{\mathrm{MS}_b+(k-1)\mathrm{MS}_w},\quad "
        r"D=1+(m-1)\mathrm{ICC}"
    ),
    "chi_square": r"X^2=\frac{\sum_{u}n_u\left(p_u-p\right)^2}{s^2}",
    "ratio": r"R=\frac{x_2}{x_1},\quad \exp\left(\log R\pm z\sqrt{\frac{1}{x_1}+\frac{1}{x_2}}\right)",
}
