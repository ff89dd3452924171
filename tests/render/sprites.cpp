#include "render/sprites.hpp"

#include <initializer_list>
#include <vector>

namespace tk::render {
namespace {

// Draws in units of the sprite: origin at the feet, y up.
class Brush {
public:
    Brush(Canvas& canvas, Point feet, double scale) : canvas_(canvas), feet_(feet), scale_(scale) {}

    void shape(std::initializer_list<Point> corners, unsigned colour) {
        std::vector<Point> at;
        for (const Point& corner : corners) at.push_back(place(corner));
        canvas_.polygon(at, rgb(colour));
    }
    void disc(Point centre, double radius_x, double radius_y, unsigned colour) {
        canvas_.ellipse(place(centre), radius_x * scale_, radius_y * scale_, rgb(colour));
    }
    void disc(Point centre, double radius, unsigned colour) { disc(centre, radius, radius, colour); }
    void arc(Point centre, double radius_x, double radius_y, double line, unsigned colour) {
        canvas_.ring(place(centre), radius_x * scale_, radius_y * scale_, line * scale_, rgb(colour));
    }

private:
    Point place(Point p) const { return {feet_.x + p.x * scale_, feet_.y - p.y * scale_}; }

    Canvas& canvas_;
    Point feet_;
    double scale_;
};

void archer(Brush& brush) {
    brush.arc({8, 17}, 5, 13, 2, 0x9a6a32);                         // bow, half hidden by the cloak
    brush.shape({{-10, 0}, {10, 0}, {6, 26}, {-6, 26}}, 0x2f7d4a);  // cloak
    brush.shape({{-2, 0}, {4, 0}, {3, 22}, {-1, 22}}, 0xd9c48f);    // tunic
    brush.shape({{-7, 14}, {7, 14}, {7, 17}, {-7, 17}}, 0x5b3a1e);  // belt
    brush.disc({0, 31}, 7.5, 0x256039);                             // hood
    brush.shape({{-5, 35}, {5, 35}, {0, 41}}, 0x256039);
    brush.disc({1, 30}, 5, 0xf0c9a3);  // face
    brush.disc({-0.5, 31}, 0.9, 0x2a2118);
    brush.disc({3, 31}, 0.9, 0x2a2118);
}

void healer(Brush& brush) {
    brush.shape({{9, 0}, {11, 0}, {11, 36}, {9, 36}}, 0x8a6136);  // staff
    brush.disc({10, 37}, 3.6, 0xffd257);
    brush.shape({{-10, 0}, {9, 0}, {5, 26}, {-6, 26}}, 0xe9e4f2);     // robe
    brush.shape({{-3, 0}, {2, 0}, {1, 26}, {-2, 26}}, 0x8d6cc2);      // stole
    brush.shape({{-7, 20}, {10, 20}, {10, 23}, {-6, 24}}, 0xe9e4f2);  // arm
    brush.disc({0, 32}, 7.5, 0xc9803c);                               // hair
    brush.shape({{-7.5, 32}, {-3, 32}, {-4, 22}, {-8, 23}}, 0xc9803c);
    brush.disc({1, 31}, 5.2, 0xf3cfae);
    brush.disc({-0.5, 32}, 0.9, 0x2a2118);
    brush.disc({3, 32}, 0.9, 0x2a2118);
}

void wolf(Brush& brush, bool pale) {
    const unsigned fur = pale ? 0xb9b6b0 : 0x7d8188;
    const unsigned dark = pale ? 0x8d8a84 : 0x565a61;
    brush.shape({{-11, 14}, {-19, 25}, {-14, 26}, {-7, 18}}, dark);  // tail
    brush.shape({{-11, 0}, {-7, 0}, {-6, 12}, {-12, 12}}, dark);     // legs
    brush.shape({{5, 0}, {9, 0}, {10, 12}, {4, 12}}, dark);
    brush.shape({{-6, 0}, {-3, 0}, {-2, 12}, {-7, 12}}, fur);
    brush.shape({{9, 0}, {12, 0}, {12, 12}, {8, 12}}, fur);
    brush.disc({0, 15}, 14, 8, fur);
    brush.shape({{4, 16}, {14, 16}, {12, 29}, {5, 28}}, fur);  // neck
    brush.disc({11, 28}, 8, 7, fur);
    brush.shape({{15, 31}, {22, 26}, {21, 23}, {13, 22}}, fur);  // muzzle
    brush.disc({21, 25.5}, 1.5, 0x17181b);
    brush.shape({{4, 32}, {10, 34}, {5, 41}}, dark);  // ears
    brush.shape({{11, 34}, {16, 32}, {15, 41}}, dark);
    brush.disc({13, 29.5}, 1.6, 0xffc933);
    brush.disc({13.3, 29.5}, 0.8, 0x17181b);
}

void eye(Brush& brush) {
    brush.disc({0, 2}, 9, 2.5, 0x3b3528);  // shadow: it floats
    brush.shape({{-13, 22}, {-9, 38}, {-3, 31}, {0, 41}, {4, 31}, {9, 37}, {13, 22}}, 0xe8641b);
    brush.disc({0, 20}, 14, 0xb23a12);
    brush.disc({0, 20}, 12, 0xf08a24);
    brush.disc({0, 20}, 9.5, 8, 0xfff2d8);
    brush.disc({1, 20}, 5.2, 0xd2561a);
    brush.disc({1, 20}, 2, 5, 0x1d1210);
    brush.disc({3, 23}, 1.3, 0xffffff);
}

}  // namespace

void draw_sprite(Canvas& canvas, const std::string& look, bool pale, Point feet, double scale) {
    Brush brush(canvas, feet, scale);
    if (look == "healer") {
        healer(brush);
    } else if (look == "wolf") {
        wolf(brush, pale);
    } else if (look == "eye") {
        eye(brush);
    } else {
        archer(brush);
    }
}

}  // namespace tk::render
