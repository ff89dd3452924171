// The static core of OpenCV asks for three functions of GLX, for OpenGL windows that no tool has. Answering "there is
// no OpenGL" here keeps libGLX, X11 and eight more libraries out of every tool.
extern "C" {

void* glXGetCurrentContext();
void* glXGetCurrentDisplay();
void (*glXGetProcAddressARB(const unsigned char* name))();

void* glXGetCurrentContext() {
    return nullptr;
}

void* glXGetCurrentDisplay() {
    return nullptr;
}

void (*glXGetProcAddressARB(const unsigned char*))() {
    return nullptr;
}
}
